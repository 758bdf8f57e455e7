import type { Frame, Page } from 'playwright-core';

export interface Painted {
  text: string;
  /** As computed: `rgb(28, 32, 36)`. */
  color: string;
  background: string;
}

/** Runs in the page; as text, since nothing else here knows a DOM. */
const COLLECT = `[...document.querySelectorAll('h1, p, a, button, label, code')].map((element) => {
  let around = element;
  while (/, 0\\)$|^transparent$/.test(getComputedStyle(around).backgroundColor)) around = around.parentElement;
  return {
    text: element.textContent,
    color: getComputedStyle(element).color,
    background: getComputedStyle(around).backgroundColor,
  };
})`;

/** What can be read on a page. */
export const paintedOn = (page: Page | Frame): Promise<Painted[]> =>
  page.evaluate<Painted[]>(COLLECT);

/** From 1 to 21 (WCAG 2.2, contrast ratio). */
export function contrast({ color, background }: Painted): number {
  const [low = 0, high = 0] = [luminance(color), luminance(background)].toSorted((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

function luminance(rgb: string): number {
  const [red = 0, green = 0, blue = 0] = (rgb.match(/\d+/g) ?? []).map((digits) => {
    const part = Number(digits) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
