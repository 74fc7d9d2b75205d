"""The chat page where something goes wrong: haste, no network, no stream, a conversation that is gone; and starting again."""

import pytest
from playwright.async_api import BrowserContext, Page, expect

from api.channels.rate_limit import RateLimiter
from tests.browser.echoing_city import City, say

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="module")]


async def test_a_message_refused_for_haste_is_kept_and_goes_out_on_retry(page: Page, city: City) -> None:
    city.limits.messages = RateLimiter(burst=1, per_second=0.001)
    await say(page, "câu một")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await say(page, "câu hai")
    await expect(page.locator(".message.failed .state")).to_contain_text("gửi hơi nhanh")
    city.limits.messages = RateLimiter(burst=9, per_second=1)
    await page.get_by_role("button", name="Gửi lại").click()
    await expect(page.locator(".message.bot .bubble").last).to_have_text("Dạ, anh/chị nói: câu hai")
    await expect(page.locator(".message.failed")).to_have_count(0)


async def test_what_was_typed_offline_goes_out_when_the_network_is_back(
    page: Page, context: BrowserContext
) -> None:
    await say(page, "câu một")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await context.set_offline(True)
    await say(page, "câu lúc mất mạng")
    await expect(page.locator(".message.failed .state")).to_contain_text("mất kết nối")
    await expect(page.get_by_role("status")).to_contain_text("Mất kết nối")
    await context.set_offline(False)
    await expect(page.locator(".message.bot .bubble").last).to_have_text("Dạ, anh/chị nói: câu lúc mất mạng")
    await expect(page.get_by_role("status")).to_be_hidden()


async def test_where_the_stream_does_not_get_through_answers_still_come(page: Page, city: City) -> None:
    await page.route("**/chat/api/stream", lambda route: route.abort())
    await say(page, "không có luồng")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1, timeout=20_000)
    await expect(page.locator("body")).to_have_attribute("data-link", "polling")


async def test_starting_again_asks_first_and_then_forgets(page: Page) -> None:
    await say(page, "câu cũ")
    await expect(page.locator(".message.bot .bubble")).to_have_count(1)
    await page.get_by_role("button", name="Bắt đầu lại").click()
    await page.get_by_role("button", name="Tiếp tục trò chuyện").click()
    await expect(page.locator(".message")).to_have_count(2)
    await page.get_by_role("button", name="Bắt đầu lại").click()
    await page.get_by_role("dialog").get_by_role("button", name="Bắt đầu lại").click()
    await expect(page.locator(".message")).to_have_count(0)
    await page.reload()
    await expect(page.locator(".message")).to_have_count(0)
    await say(page, "câu mới")
    await expect(page.locator(".message.bot .bubble")).to_have_text("Dạ, anh/chị nói: câu mới")


async def test_a_token_the_server_does_not_know_opens_a_new_conversation_and_keeps_the_words(
    page: Page,
) -> None:
    await page.evaluate("localStorage.setItem('troly1022.token', 'web.old.token')")
    await page.reload()
    await expect(page.locator(".message.system")).to_have_count(1)
    await say(page, "vẫn hỏi được")
    await expect(page.locator(".message.bot .bubble")).to_have_text("Dạ, anh/chị nói: vẫn hỏi được")
