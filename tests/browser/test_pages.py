"""The pages in a real browser: what people do with them, and who can use them."""

from __future__ import annotations

import asyncio
import contextlib
import io
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any, Final

import pytest
import pytest_asyncio
from aiohttp.test_utils import TestServer
from PIL import Image
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from bot.house import DemoPerson
from bot.web.app import make_app
from locales import text
from storage.types import Event, EventKind
from tests.web_house import PEOPLE, WebHouse

CHROMIUM: Final = shutil.which("chromium")
AXE: Final = Path(__file__).parents[1] / "vendor" / "axe-core" / "axe.min.js"
LAPTOP: Final = (1280, 760)
TELEPHONE: Final = (360, 740)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="apt-get install chromium"),
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.xdist_group("browser"),
]


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
            ],
        )
        yield browser
        await browser.close()


class Visit:
    """One browser at one house."""

    def __init__(self, house: WebHouse, context: BrowserContext, page: Page, url: str) -> None:
        self.house, self.context, self.page, self.url = house, context, page, url

    async def write(self, words: str, slot: str = "me") -> None:
        await self.page.fill(f"#{slot} textarea", words)
        await self.page.click(f"#{slot} .send")

    async def sees(self, words: str, slot: str = "me") -> None:
        await expect(self.page.locator(f"#{slot} .bubble", has_text=words).first).to_be_visible()

    async def heard(self, count: int) -> list[Event]:
        """Wait until the house has stored so many messages."""
        async with asyncio.timeout(20):
            while len(self.house.said) < count:
                self.house.arrived.clear()
                await self.house.arrived.wait()
        return self.house.events

    async def barriers(self) -> list[str]:
        """What axe-core finds that keeps people out."""
        await self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found: dict[str, Any] = await self.page.evaluate("axe.run()")
        assert found["passes"], "axe did not look"
        return [
            f"{rule['id']}: {node['html']}"
            for rule in found["violations"]
            if rule["impact"] in ("serious", "critical")
            for node in rule["nodes"]
        ]


Open = Callable[..., Awaitable[Visit]]


@pytest_asyncio.fixture(loop_scope="session")
async def visit(browser: Browser, tmp_path: Path) -> AsyncIterator[Open]:
    """Open the first page; fails afterwards for any error in the page's console."""
    complaints: list[str] = []
    async with AsyncExitStack() as stack:

        async def open_page(
            people: tuple[DemoPerson, ...] = (),
            size: tuple[int, int] = LAPTOP,
            answer: bool = True,
            **options: Any,
        ) -> Visit:
            house = await WebHouse(tmp_path, people).open()
            stack.push_async_callback(house.close)
            if answer:
                house.answer = _answering(house, stack)
            server = TestServer(make_app(house.house))
            await server.start_server()
            stack.push_async_callback(server.close)
            context = await browser.new_context(
                viewport={"width": size[0], "height": size[1]}, locale="en", **options
            )
            context.set_default_timeout(15_000)
            stack.push_async_callback(context.close)
            page = await context.new_page()
            page.on("pageerror", lambda error: complaints.append(str(error)))
            page.on(
                "console",
                lambda line: complaints.append(line.text) if "Policy" in line.text else None,
            )
            url = str(server.make_url("/"))
            await page.goto(url)
            return Visit(house, context, page, url)

        yield open_page
    assert complaints == []


def _answering(house: WebHouse, stack: AsyncExitStack) -> Callable[[Event], None]:
    """Play the house: thank whoever writes, and alert the focal point of the demonstration."""
    tasks: set[asyncio.Task[str]] = set()

    def tell(*args: Any) -> None:
        task = asyncio.get_running_loop().create_task(house.tell(*args))
        tasks.add(task)

    async def finish() -> None:
        await asyncio.gather(*tasks)

    stack.push_async_callback(finish)

    def answer(event: Event) -> None:
        who = event.address.path
        if event.token.startswith("w:language:"):
            tag = event.token.rsplit(":", 1)[1]
            tell(who, text(tag, "language-set"), (), tag)
        elif event.token:
            tell(who, f"You pressed {event.token}")
        else:
            tell(who, "Thank you.", [("yes", "p:1"), ("no", "p:2")])
            if who.startswith("c"):
                tell("f1", "URGENT 48219305", [("Mine", "p:7"), ("I cannot", "p:8")])

    return answer


async def test_somebody_writes_and_reads_the_answer(visit: Open) -> None:
    at = await visit()
    await at.write("The pump is dry")
    await at.sees("The pump is dry")
    await at.sees("Thank you.")
    await at.page.get_by_role("button", name="yes", exact=True).click()
    await at.sees("You pressed p:1")
    assert [event.kind for event in at.house.events] == [EventKind.TEXT, EventKind.BUTTON]


async def test_what_is_written_on_the_first_phone_rings_on_the_third(visit: Open) -> None:
    at = await visit(PEOPLE)
    await at.page.get_by_role("button", name=text("en", "web-try-2")).click()
    await at.sees(text("en", "web-try-2"), "community")
    await at.sees("URGENT 48219305", "focal")
    await at.page.locator("#focal").get_by_role("button", name="Mine").click()
    await at.sees("You pressed p:7", "focal")
    assert {event.address.path for event in at.house.events} == {"c1", "f1"}


async def test_a_phone_turns_to_arabic_and_the_others_do_not(visit: Open) -> None:
    at = await visit(PEOPLE)
    await at.write("The pump is dry", "community")
    await at.sees("Thank you.", "community")
    await at.page.select_option("#community .language select", "w:language:ar")
    await at.sees(text("ar", "language-set"), "community")
    await expect(at.page.locator("#community")).to_have_attribute("dir", "rtl")
    await expect(at.page.locator("#manager")).to_have_attribute("dir", "ltr")
    await at.sees("The pump is dry", "community")
    await at.write("شكرا", "community")
    assert (await at.heard(3))[-1].text == "شكرا"


async def test_the_chat_alone_turns_to_arabic(visit: Open) -> None:
    at = await visit()
    await at.page.select_option(".language select", "w:language:ar")
    await expect(at.page.locator("html")).to_have_attribute("dir", "rtl")
    await expect(at.page.locator(".leave button")).to_have_text(text("ar", "web-leave"))
    assert await at.barriers() == []


async def test_a_phone_is_handed_over_without_what_was_on_it(visit: Open) -> None:
    at = await visit(PEOPLE)
    await at.write("Words of the first", "community")
    await at.sees("Thank you.", "community")
    await at.page.select_option("#community .person select", "c2")
    await expect(at.page.locator("#community .bubble")).to_have_count(0)
    await at.write("Words of the second", "community")
    assert (await at.heard(2))[-1].address.path == "c2"
    await at.page.select_option("#community .person select", "c1")
    await at.sees("Words of the first", "community")


async def test_without_script_everything_is_a_form(visit: Open) -> None:
    at = await visit(PEOPLE, java_script_enabled=False)
    await at.write("The pump is dry", "community")
    await at.heard(1)
    await at.page.locator("#community").get_by_role("link").click()
    await at.sees("Thank you.", "community")
    await at.page.locator("#community").get_by_role("button", name="yes", exact=True).click()
    assert (await at.heard(2))[1].token == "p:1"
    await at.page.select_option("#community .language select", "w:language:ar")
    await at.page.locator("#community .language").get_by_role("button").click()
    await expect(at.page.locator("#community")).to_have_attribute("dir", "rtl")
    await at.page.select_option("#community .person select", "c2")
    await at.page.locator("#community .person").get_by_role("button").click()
    await at.write("From another", "community")
    assert (await at.heard(4))[-1].address.path == "c2"


async def test_without_a_line_the_words_wait_and_go_out_once(visit: Open) -> None:
    at = await visit()
    await at.write("first")
    await at.sees("Thank you.")
    await at.context.set_offline(True)
    await at.write("second")
    await expect(at.page.locator(".notice")).to_have_text(text("en", "web-offline"))
    await at.write("third")
    await at.context.set_offline(False)
    await at.heard(3)
    await expect(at.page.locator(".notice")).to_be_hidden()
    assert [event.text for event in at.house.events] == ["first", "second", "third"]


async def test_words_that_wait_survive_a_reload(visit: Open) -> None:
    at = await visit()
    at.house.full = True
    await at.write("Water is in the houses")
    await expect(at.page.locator(".notice")).to_have_text(text("en", "web-busy"))
    at.house.full = False
    await at.page.reload()
    assert (await at.heard(1))[0].text == "Water is in the houses"
    await at.sees("Water is in the houses")


async def test_a_proxy_that_lets_no_stream_through_is_got_round(visit: Open) -> None:
    at = await visit()
    await at.context.route("**/stream", lambda route: route.abort())
    await at.page.add_init_script("window.EventSource = undefined")
    await at.page.reload()
    await at.page.clock.install()
    await at.write("Hello")
    await at.heard(1)
    await expect(at.page.locator(".mine .stamp")).to_contain_text(text("en", "web-sent"))
    answer = at.page.locator("#me .bubble", has_text="Thank you.")
    for _ in range(20):  # each look leaves for the server, so the clock waits for it in between
        await at.page.clock.run_for(9000)
        with contextlib.suppress(AssertionError):
            await expect(answer.first).to_be_visible(timeout=1000)
            return
    await expect(answer.first).to_be_visible()


async def test_after_leaving_nothing_can_be_read(visit: Open) -> None:
    at = await visit()
    await at.write("A word nobody else may read")
    await at.sees("Thank you.")
    await at.page.get_by_role("button", name=text("en", "web-leave")).click()
    await at.page.wait_for_url("**/left")
    assert await at.page.evaluate("sessionStorage.length") == 0
    await at.page.goto(at.url)
    await expect(at.page.locator(".intro")).to_be_visible()
    await expect(at.page.locator(".bubble")).to_have_count(0)
    assert "visitor" not in {cookie["name"] for cookie in await at.context.cookies()}


async def test_words_older_than_two_hours_leave_the_screen(visit: Open) -> None:
    at = await visit(answer=False)
    await at.page.clock.install()
    await at.page.reload()
    await at.write("Old words")
    await at.heard(1)
    await at.page.clock.fast_forward("02:01:30")
    await expect(at.page.locator(".bubble")).to_have_count(0)


async def test_a_photo_a_voice_note_and_a_place(visit: Open) -> None:
    at = await visit(
        permissions=["microphone", "geolocation"],
        geolocation={"latitude": -4.25, "longitude": 39.5},
    )
    out = io.BytesIO()
    Image.new("RGB", (2000, 1000), "red").save(out, "PNG")
    await at.page.fill("textarea", "Our pump")
    await at.page.set_input_files(
        "input[type=file]", {"name": "a.png", "mimeType": "image/png", "buffer": out.getvalue()}
    )
    photo = (await at.heard(1))[0]
    assert photo.media is not None
    assert (photo.kind, photo.media.kind, photo.text) == (EventKind.MEDIA, "photo", "Our pump")
    with Image.open(io.BytesIO(await at.house.house.files.get(photo.media.stored))) as image:
        assert image.size == (1600, 800)
    await expect(at.page.locator(".mine img")).to_be_visible()

    voice = at.page.locator(".tool.voice")
    await voice.click()
    await expect(voice).to_have_attribute("aria-label", text("en", "web-voice-stop"))
    await expect(voice).to_have_attribute("data-time", "0:01")
    await voice.click()
    note = (await at.heard(2))[1]
    assert note.media is not None
    assert (note.media.kind, note.media.content_type) == ("voice", "audio/webm")

    await at.page.locator("button.place").click()
    assert (await at.heard(3))[2].place == (-4.25, 39.5)


async def test_a_file_that_cannot_be_taken_is_marked_and_stops_nothing(visit: Open) -> None:
    at = await visit()
    await at.page.set_input_files(
        "input[type=file]", {"name": "a.png", "mimeType": "image/png", "buffer": b"not a picture"}
    )
    await expect(at.page.locator(".notice")).to_have_text(text("en", "web-file-unknown"))
    await at.write("Then I write")
    assert (await at.heard(1))[0].text == "Then I write"


@pytest.mark.parametrize("people", [(), PEOPLE], ids=["alone", "demonstration"])
@pytest.mark.parametrize("size", [TELEPHONE, LAPTOP], ids=["telephone", "laptop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_nothing_keeps_people_out(
    visit: Open, people: tuple[DemoPerson, ...], size: tuple[int, int], scheme: str
) -> None:
    at = await visit(people, size, color_scheme=scheme, reduced_motion="reduce")
    slot = "community" if people else "me"
    await at.write("The pump is dry", slot)
    await at.sees("Thank you.", slot)
    await at.page.locator(f"#{slot}").get_by_role("button", name="yes", exact=True).click()
    await at.sees("You pressed", slot)
    assert await at.barriers() == []
    width = await at.page.evaluate("document.documentElement.scrollWidth")
    assert width <= size[0]


@pytest.mark.parametrize("path", ["left", "nowhere"])
async def test_no_page_keeps_people_out(visit: Open, path: str) -> None:
    at = await visit()
    await at.page.goto(at.url + path)
    assert await at.barriers() == []


async def test_on_a_telephone_the_phones_are_tabs_that_tell_of_news(visit: Open) -> None:
    at = await visit(PEOPLE, TELEPHONE, reduced_motion="reduce")
    focal = at.page.locator("[data-tab=focal]")
    await expect(at.page.locator("[data-tab=community]")).to_have_attribute("aria-current", "true")
    await at.write("The pump is dry", "community")
    await expect(focal.locator(".dot")).to_be_visible()
    await focal.click()
    await expect(focal).to_have_attribute("aria-current", "true")
    await expect(focal.locator(".dot")).to_be_hidden()
    await expect(at.page.locator("#focal .bubble")).to_be_in_viewport()


async def test_the_page_asks_no_other_host(visit: Open) -> None:
    at = await visit(PEOPLE)
    asked: list[str] = []
    at.page.on("request", lambda request: asked.append(request.url))
    await at.page.reload()
    await at.write("Hello", "community")
    await at.sees("Thank you.", "community")
    assert asked
    assert [url for url in asked if not url.startswith((at.url, "blob:", "data:"))] == []


async def test_one_key_sends_and_shift_makes_a_line(visit: Open) -> None:
    at = await visit()
    await at.page.locator("textarea").press_sequentially("one")
    await at.page.keyboard.press("Shift+Enter")
    await at.page.keyboard.type("two")
    await at.page.keyboard.press("Enter")
    assert (await at.heard(1))[0].text == "one\ntwo"
