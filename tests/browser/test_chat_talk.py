"""Talking on the chat page: words, choices, links, who answers."""

import pytest
from playwright.async_api import BrowserContext, Page, expect
from sqlalchemy import select

from api import database
from api.conversations import service as conversations
from tests.browser.conftest import Problems
from tests.browser.echoing_city import City, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_question_is_answered_live_and_stays_after_a_reload(page: Page, problems: Problems) -> None:
    await say(page, "số tôi 0903123456")
    await expect(page.locator(".message.bot .bubble")).to_have_text("Dạ, anh/chị nói: số tôi 0903123456")
    await page.reload()
    await expect(page.locator(".message.citizen .bubble")).to_have_text("số tôi 0903123456")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await expect(page.locator(".message.bot .by")).to_have_text("Trợ lý tự động")
    assert problems == []


async def test_a_starter_is_sent_as_the_citizens_words(page: Page) -> None:
    await page.get_by_role("button", name="Gặp tổng đài viên").click()
    await expect(page.locator(".message.citizen .bubble")).to_have_text("Cho tôi gặp tổng đài viên")


async def test_a_choice_is_tapped_with_the_keyboard(page: Page) -> None:
    await say(page, "cho tôi chọn")
    choice = page.get_by_role("button", name="Đăng ký khai sinh", exact=True)
    await choice.focus()
    await page.keyboard.press("Enter")
    await expect(page.locator(".message.citizen .bubble").last).to_have_text("Đăng ký khai sinh")
    await expect(page.locator(".message.bot .bubble").last).to_contain_text("choice:")
    await page.reload()
    await expect(page.locator(".message.citizen .bubble").last).to_have_text("Đăng ký khai sinh")


async def test_text_is_never_markup_and_links_open_in_a_new_tab(page: Page, problems: Problems) -> None:
    await say(page, "<img src=x onerror=alert(1)> xem https://dichvucong.gov.vn/a?b=1.")
    bubble = page.locator(".message.bot .bubble")
    await expect(bubble).to_contain_text("<img src=x onerror=alert(1)>")
    await expect(page.locator(".log img")).to_have_count(0)
    link = bubble.get_by_role("link")
    await expect(link).to_have_attribute("href", "https://dichvucong.gov.vn/a?b=1")
    await expect(link).to_have_attribute("target", "_blank")
    await expect(link).to_have_attribute("rel", "noopener noreferrer")
    assert problems == []


async def test_the_assistant_is_seen_to_be_working(page: Page, city: City) -> None:
    city.answers.clear()
    await say(page, "chờ một chút")
    await expect(page.locator("#typing")).to_be_visible()
    city.answers.set()
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await expect(page.locator("#typing")).to_be_hidden()


async def test_an_operator_who_takes_over_is_named_as_such(page: Page, city: City) -> None:
    await say(page, "gặp người thật")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    async with database.transaction() as session:
        conversation = (await session.scalars(select(conversations.Conversation))).one()
        conversation.owner = conversations.Owner.OPERATOR
        await conversations.say(
            session,
            conversation=conversation,
            text="Chào anh/chị, tôi là tổng đài viên.",
            author=conversations.Author.OPERATOR,
        )
    await expect(page.locator(".message.operator .by")).to_have_text("Tổng đài viên")
    await expect(page.locator("#who")).to_have_text("Tổng đài viên đang trò chuyện với anh/chị")


async def test_two_tabs_show_the_same_conversation(page: Page, city: City, context: BrowserContext) -> None:
    await say(page, "từ thẻ một")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    second = await context.new_page()
    await second.goto(city.address)
    await say(second, "từ thẻ hai")
    await expect(page.locator(".message.citizen .bubble")).to_have_text(["từ thẻ một", "từ thẻ hai"])
