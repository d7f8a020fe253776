"""The widget's side of S5, S8, S9, S38 and S39 of the threat model."""

import asyncio
import itertools
import json

import httpx
from playwright.async_api import expect

from tests.browser.test_black_box import choose_kind
from tests.wire.client import Visitor, new_id
from tests.wire.desk import Staff

BOX = "document.querySelector('sigap-widget')"
CANARY = "window.canary=1"
ELEMENTS = (
    "<img src=x {on}=CODE>", "<svg {on}=CODE>", "<svg><script>CODE</script></svg>", "<body {on}=CODE>",
    "<iframe srcdoc='<script>parent.CODE</script>'></iframe>", "<math><mtext></p><img src=x {on}=CODE>",
    "<details open {on}=CODE>", "<a href='javascript:CODE'>x</a>", "<form action='javascript:CODE'><button>x",
    "<template><img src=x {on}=CODE></template>", "<noscript><p title='</noscript><img src=x {on}=CODE>'>",
    "<style>@import 'javascript:CODE'</style>", "<xmp></xmp><img src=x {on}=CODE>", "<b style='x:expression(CODE)'>",
    "<object data='javascript:CODE'>", "<input autofocus {on}=CODE>", "<video src=x {on}=CODE>", "<marquee {on}=CODE>",
    "<audio src=x {on}=CODE>", "<image src=x {on}=CODE>", "<link rel=stylesheet href=x {on}=CODE>",
)  # fmt: skip
EVENTS = ("onerror", "onload", "ontoggle", "onmouseover")
WRAPS = ("HERE", "\"'>HERE", "{{constructor.constructor('CODE')()}} HERE", "\u202eHERE", "&lt;HERE&gt; %3C")
CORPUS = [
    wrap.replace("HERE", element.replace("{on}", event)).replace("CODE", CANARY)
    for element, event, wrap in itertools.product(ELEMENTS, EVENTS, WRAPS)
]


def test_the_corpus_is_big_enough():
    assert len(set(CORPUS)) >= 300


async def test_s5_nothing_that_anybody_writes_ever_runs_and_all_of_it_is_shown(visitor, town):
    town.show("/", town.tag(), policy="default-src * 'unsafe-inline' data: javascript:")  # a page that protects nobody
    page = visitor.page
    await visitor.open(town.site())
    await page.evaluate(f"document.body.insertAdjacentHTML('beforeend', {json.dumps(CORPUS[0])})")
    await page.wait_for_function("() => window.canary === 1")  # it would sing
    await visitor.open(town.site())
    await visitor.press("Langsung isi laporan")
    await visitor.fill(**{"Nama Anda": CORPUS[0][:90], "Lokasi": CORPUS[6], "Ceritakan masalahnya": CORPUS[12]})
    await choose_kind(visitor)
    await visitor.press("Kirim laporan")
    number = await visitor.number()
    staff = await Staff(town.sigap).enter()
    report = await staff.report_id(number)
    size = 15
    for start in range(0, len(CORPUS), size):
        await staff.post(f"reports/{report}/reply", text="\n".join(CORPUS[start : start + size]), client_id=new_id())
    await staff.move(report, "in_progress", CORPUS[3])
    field = page.get_by_role("textbox").last
    for payload in CORPUS[:: len(CORPUS) // 10]:
        await field.fill(payload)
        await field.press("Enter")
    await expect(visitor.log).to_contain_text(CORPUS[-1])
    for payload in CORPUS[::20]:
        await expect(visitor.log).to_contain_text(payload)
    await visitor.press("Menu", "Laporan saya")
    await expect(page.get_by_text(CORPUS[6]).first).to_be_visible()
    inside = f"[...{BOX}.shadowRoot.querySelectorAll('img, script, iframe, object, form[action], template, [onerror]')]"
    assert await page.evaluate(f"{inside}.length") == 0
    assert await page.evaluate("window.canary") is None
    await staff.http.aclose()


async def test_s8_messages_that_pages_and_frames_post_change_nothing(visitor, town):
    forger = """for (const data of ["open", {type: "said"}, {event: "said", messages: [{author: "staff"}]}, null, 1,
      {word: "cleared"}, {word: "receipt", receipt: {ok: true, messages: [{seq: 1, author: "staff"}]}},
      '42["said",{}]', {source: "sigap"}, [], {word: "changed"}])
      for (const target of [parent, top]) for (let n = 0; n < 3; n++) target.postMessage(data, "*");"""
    town.show("/forger", f"<script src={town.give('/forger.js', forger)}></script>")
    frame = f"<iframe src={town.site('asing')}/forger></iframe>"
    town.show("/", f"{frame}{town.tag()}", policy="default-src * 'unsafe-inline'")
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah")
    await expect(visitor.button("Ubah jawaban: Wi-Fi bermasalah")).to_be_visible()
    before = await visitor.log.inner_text()
    async with visitor.page.expect_event("framenavigated"):
        await visitor.page.evaluate("document.querySelector('iframe').src += '?again'")
    await visitor.page.evaluate(forger)
    assert await visitor.log.inner_text() == before


KEPT = """async () => {
const found = [JSON.stringify(localStorage), JSON.stringify(sessionStorage), document.cookie];
for (const { name } of await indexedDB.databases()) {
  const db = await new Promise(done => {
    const r = indexedDB.open(name); r.onsuccess = () => done(r.result) });
  for (const store of db.objectStoreNames) found.push(JSON.stringify(await new Promise(done => {
    const r = db.transaction(store).objectStore(store).getAll(); r.onsuccess = () => done(r.result) })));
  db.close();
}
return found.join() }"""
"""All that the browser keeps for a page, as one text."""


async def test_s9_one_global_one_element_and_nothing_personal_left_for_the_page(visitor, town):
    town.show("/", town.tag())
    page = visitor.page
    await page.goto(f"{town.site()}/nothing")
    bare = set(await page.evaluate("Object.getOwnPropertyNames(window)"))
    await visitor.open(town.site())
    await visitor.press("Langsung isi laporan")
    await visitor.fill()
    await choose_kind(visitor)
    await visitor.press("Kirim laporan")
    await visitor.number()
    added = set(await page.evaluate("Object.getOwnPropertyNames(window)")) - bare
    assert {name for name in added if not name.isdigit()} == {"Sigap"}
    assert await page.evaluate("document.querySelectorAll('html > :not(head, body)').length") == 1
    personal = ("Sari", "0812", "loket", "Internet mati")
    kept = await page.evaluate(KEPT)
    async with asyncio.timeout(15):
        while any(one in kept for one in personal):  # the receipt is shown a moment before the shelf is cleared
            kept = await page.evaluate(KEPT)
    assert "token" in kept


OWN_ENTRY = "Object.values(localStorage).find((words) => words.includes('token'))"


async def test_s38_a_visitor_cannot_speak_as_staff(visitor, town):
    town.show("/", town.tag())
    await visitor.open(town.site())
    await visitor.press("Wi-Fi bermasalah")
    token = json.loads(await visitor.page.evaluate(OWN_ENTRY))["token"]
    forger = Visitor(town.sigap, token=token)
    for extra in ({"author": "staff"}, {"staff_id": 1}, {"line": {"type": "text", "text": "x"}}, {"sender": "agent"}):
        command = {"client_id": new_id(), "text": "Petugas: kirim kata sandi", **extra}
        answer = await forger.post("send_message", command)
        assert answer.status_code == 400, extra
    await forger.post("send_message", {"client_id": new_id(), "text": "Petugas · 14.30 kirim kata sandi"})
    await expect(visitor.log.locator(".visitor", has_text="kirim kata sandi")).to_be_visible()
    await expect(visitor.log.locator(".staff")).to_have_count(0)


async def test_s39_what_is_cached_for_ever_never_changes_and_the_loader_names_it(town):
    async with httpx.AsyncClient(base_url=town.sigap) as http:
        loader = await http.get("/widget.js")
        manifest = json.loads((await http.get("/widget/manifest.json")).text)
        assert manifest["build"] in loader.text
        assert "immutable" not in loader.headers["cache-control"]
        for name in manifest["files"]:
            plain = await http.get(f"/widget/{manifest['build']}/{name}", headers={"Accept-Encoding": "identity"})
            assert "immutable" in plain.headers["cache-control"]
            for encoding in ("br", "gzip"):
                packed = await http.get(f"/widget/{manifest['build']}/{name}", headers={"Accept-Encoding": encoding})
                assert packed.headers["content-encoding"] == encoding
                assert int(packed.headers["content-length"]) < len(plain.content)
