"""A morning at the desk, for the pictures: invented people of real OPDs."""

from typing import Any

TEAM = [("dimas@kota.test", "Dimas Prasetyo"), ("rina@kota.test", "Rina Marlina")]

Seed = tuple[dict[str, Any], list[tuple[str, str]], str]


def _report(
    agency: str, name: str, place: str, fault: tuple[str, str], description: str, *moves: tuple[str, str], by: str = ""
) -> Seed:
    number = f"0812-0000-{1000 + 37 * len(name) + len(description)}"
    form = {"agency": agency, "name": name, "place": place, "kind": fault[0], "impact": fault[1]}
    return {**form, "description": description, "whatsapp": number}, list(moves), by


START = ("in_progress", "Teknisi sedang memeriksa dari ruang pusat data.")
DONE = ("resolved", "Kabel uplink longgar, sudah dipasang kembali dan diuji.")
ASK = ("waiting_reporter", "Mohon kirim nomor ruangan dan merek perangkatnya.")
VENDOR = ("waiting_vendor", "Penyedia internet memperbaiki kabel fiber yang putus.")
CHECKED = ("verified", "")

REPORTS: list[Seed] = [
    _report("dpmptsp", "Hendra Saputra", "Mal Pelayanan Publik, loket 4", ("situs-aplikasi", "stopped"),
            "Aplikasi perizinan tidak terbuka di semua loket", START, DONE, by="Rina Marlina"),
    _report("bappeda", "Yuliana Siregar", "Lantai 3, ruang perencanaan", ("internet-lambat", "disturbed"),
            "Unggah dokumen selalu gagal di tengah jalan", START, DONE, ("closed", ""), by="Dimas Prasetyo"),
    _report("dishub", "Fajar Ramadhan", "Terminal, pos pengawasan", ("internet-mati", "stopped"),
            "Lampu LOS di modem merah sejak subuh", START, VENDOR, by="Dimas Prasetyo"),
    _report("dinkes", "Melati Anggraini", "Gudang farmasi, ruang admin", ("kabel-lan", "disturbed"),
            "Dua komputer tidak mendapat alamat IP", START, by="Rina Marlina"),
    _report("satpol-pp", "Rudi Hartono", "Pos jaga utama", ("perangkat-jaringan", "disturbed"),
            "Switch di pos jaga mati setelah listrik padam", START, ASK, by="Dimas Prasetyo"),
    _report("disdukcapil", "Nurhayati Lubis", "Ruang perekaman KTP-el", ("vpn-intranet", "stopped"),
            "VPN ke pusat terputus, perekaman terhenti", START, by="Rina Marlina"),
    _report("disnaker", "Agus Salim", "Loket 2, lantai 1", ("wifi", "none"),
            "Pencari kerja tidak dapat masuk ke Wi-Fi", CHECKED),
    _report("dinsos", "Putri Handayani", "Ruang rehabilitasi", ("situs-aplikasi", "none"),
            "Situs dinas sangat lambat dibuka dari kantor", CHECKED, by="Rina Marlina"),
    _report("inspektorat", "Bambang Irawan", "Ruang arsip, lantai 2", ("internet-putus-putus", "disturbed"),
            "Sambungan putus setiap sepuluh menit"),
    _report("dinkes", "Citra Maharani", "Bidang P2P, lantai 1", ("internet-mati", "stopped"),
            "Satu bidang tidak ada internet sejak tadi pagi"),
]  # fmt: skip
