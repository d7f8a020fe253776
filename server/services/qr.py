"""Draw an address as a QR code."""


def square(address: str, *, scale: int) -> str:
    """Return the code as the address of an image, `scale` pixels a module."""
    import segno  # 40 ms of a start that may be the one after a crash

    return str(segno.make(address, error="m").svg_data_uri(scale=scale, border=2, light="#fff"))
