"""What a careful eye would mind on a page: text too pale to read, controls too small for a thumb."""

from playwright.async_api import Page

_PALE = """() => {
  const part = (value) => { const v = value / 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; };
  const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  const read = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (item) => {
    for (let at = item; at; at = at.parentElement) {
      const colour = read(getComputedStyle(at).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const poor = [];
  for (const item of document.querySelectorAll('body *')) {
    const own = [...item.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    if (!own || !item.checkVisibility() || item.closest('noscript')) continue;
    const [a, b] = [light(read(getComputedStyle(item).color)), light(behind(item))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) poor.push(`${item.className || item.tagName}: ${ratio.toFixed(2)}`);
  }
  return poor;
}"""

_SMALL = """() => {
  const touched = (item) => item.matches('input, textarea')
    ? item.closest('.q-field__control, .choice') ?? item : item;
  return [...document.querySelectorAll('button, a[href], textarea, input:not([type=hidden], [type=file]), [role=tab], [role=checkbox]')]
    .filter((item) => item.checkVisibility({ visibilityProperty: true }) && !item.closest('p, .bubble, .skip'))
    .filter((item) => item.getBoundingClientRect().width > 2)
    .filter((item) => { const box = touched(item).getBoundingClientRect(); return box.height < 44 || box.width < 44; })
    .map((item) => item.outerHTML.slice(0, 120));
}"""


async def pale(page: Page) -> list[str]:
    """Return every text with a contrast below 4.5 : 1 (WCAG 2.2, 1.4.3), with its ratio."""
    found: list[str] = await page.evaluate(_PALE)
    return found


async def small(page: Page) -> list[str]:
    """Return every control lower or narrower than 44 CSS pixels; links within a sentence do not count."""
    found: list[str] = await page.evaluate(_SMALL)
    return found
