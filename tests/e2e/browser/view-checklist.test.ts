import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ListedTool } from '../../../runtime/src/call/lists/lists.js';
import { ROOT } from '../../cli/spawn.js';
import { isMissing, name, useChromium } from './chromium.js';
import { contrast, paintedOn } from './contrast.js';
import { ViewHost } from './view-host.js';

// What the directory of Anthropic asks of a view within a conversation, for results of ten kinds in hosts of several looks.

const text = { type: 'string' };
const readingTool = (properties: object, inputs: object = {}): ListedTool => ({
  name: 'list_things',
  title: 'List things',
  description: 'A tool.',
  annotations: { readOnlyHint: true },
  inputSchema: { type: 'object', properties: inputs },
  outputSchema: { type: 'object', properties },
});

const LONG = Array.from({ length: 120 }, (_, index) => `Sentence ${index} of a long text.`).join(
  ' ',
);
const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==';
const named = (count: number, valueOf: (index: number) => unknown) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`field_${index}`, valueOf(index)]),
  );
const inputs = Object.fromEntries(
  Array.from({ length: 9 }, (_, index) => [
    `field_${index}`,
    { ...text, description: `What field ${index} is for, said in a sentence of some length.` },
  ]),
);

interface Kind {
  value?: object;
  result?: object;
  inputs?: object;
  /** A button that is pressed first. */
  press?: string;
  /** Texts that a printed page has. */
  printed: string[];
}

const KINDS: Record<string, Kind> = {
  record: {
    value: { ...named(40, (index) => `Value ${index}`), notes: LONG },
    printed: ['Value 39', 'Sentence 119'],
  },
  table: {
    value: {
      rows: Array.from({ length: 60 }, (_, index) => ({
        id: `T-${index}`,
        notes: `${index} ${LONG}`,
      })),
    },
    printed: ['T-59', `59 ${LONG}`],
  },
  chart: {
    value: {
      days: Array.from({ length: 30 }, (_, index) => ({
        day: `2026-11-${String(index + 1).padStart(2, '0')}`,
        opened: 1000 + index,
      })),
    },
    printed: ['1029'],
  },
  images: {
    result: {
      content: Array.from({ length: 4 }, (_, index) => [
        { type: 'image', mimeType: 'image/png', data: PIXEL.split(',')[1] },
        { type: 'text', text: `Picture ${index}. ${LONG}` },
      ]).flat(),
    },
    printed: ['Picture 3.', 'Sentence 119'],
  },
  form: { value: { id: 'T-1' }, inputs, press: 'Change and run again', printed: ['field_8'] },
  'long text': { value: { text: LONG.repeat(3) }, printed: ['Sentence 119'] },
  nested: {
    value: {
      order: {
        lines: [
          { sku: 'A-1', parts: [{ name: 'Bolt' }, { name: 'Nut' }], about: LONG },
          { sku: 'A-2' },
        ],
        address: { city: 'Bern', note: LONG },
      },
    },
    printed: ['Bolt', 'Nut', 'Bern', 'A-2', 'Sentence 119'],
  },
  empty: { value: { rows: [] }, printed: ['No entries.'] },
  error: {
    result: { isError: true, content: [{ type: 'text', text: LONG.repeat(2) }] },
    printed: ['Sentence 119'],
  },
  'many columns': {
    value: {
      rows: Array.from({ length: 25 }, (_, row) => named(30, (column) => `Cell ${row}/${column}`)),
    },
    printed: ['Cell 0/29', 'Cell 24/0', 'Cell 24/29'],
  },
};

const variables = (background: string) => ({
  variables: { '--color-background-primary': background },
});
interface Look {
  context: object;
  width: number;
  paper: string;
}

const LOOKS = {
  wide: { context: { theme: 'dark' }, width: 760, paper: '#101418' },
  narrow: { context: { styles: variables('#101418') }, width: 320, paper: '#101418' },
  'from right to left': { context: { locale: 'ar-EG', theme: 'light' }, width: 320, paper: '#fff' },
} satisfies Record<string, Look>;

const AXE = join(ROOT, 'node_modules', 'axe-core', 'axe.min.js');
const axe = existsSync(AXE) ? readFileSync(AXE, 'utf8') : undefined;
/** Areas that a reader would have to scroll. */
const SCROLLERS = `[...document.querySelectorAll('*')].filter((each) => each !== document.documentElement && each.tagName !== 'TEXTAREA' && /auto|scroll/.test(getComputedStyle(each).overflowX + getComputedStyle(each).overflowY)).map(({ outerHTML }) => outerHTML.slice(0, 99))`;
/** What can be seen of a part is not cut by its edges. */
const OVERFLOW = `[document.documentElement.scrollWidth - document.documentElement.clientWidth, document.getElementById('view').scrollWidth - document.getElementById('view').clientWidth]`;
const HEIGHT = 'document.documentElement.getBoundingClientRect().height';

describe.skipIf(isMissing)(`views in conversations, in ${name}`, () => {
  const open = useChromium({ scripts: true });

  async function shown(kind: Kind, { context, width, paper }: Look) {
    const page = await open();
    await page.setViewportSize({ width, height: 520 });
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => void faults.push(message));
    const host = await ViewHost.open(page);
    const value = kind.value ?? {};
    const result = kind.result ?? {
      content: [{ type: 'text', text: JSON.stringify(value) }],
      structuredContent: value,
    };
    const properties = Object.fromEntries(Object.keys(value).map((key) => [key, {}]));
    const frame = await host.show({
      tools: [readingTool(properties, kind.inputs)],
      result,
      context,
    });
    await frame.evaluate(`document.body.style.background = '${paper}'`);
    return { page, host, frame, faults };
  }

  /** Checks what can be seen now. */
  async function check(frame: Frame, host: ViewHost): Promise<void> {
    await expect.poll(() => frame.evaluate(HEIGHT)).toBeLessThanOrEqual(500);
    const last = host.messages.findLast(({ method }) => method === 'ui/notifications/size-changed');
    expect(last?.params.height).toBeLessThanOrEqual(500);
    expect(await frame.evaluate(OVERFLOW)).toEqual([0, 0]);
    expect(await frame.evaluate(SCROLLERS)).toEqual([]);
    for (const painted of await paintedOn(frame))
      expect(contrast(painted), JSON.stringify(painted)).toBeGreaterThanOrEqual(4.5);
    if (axe !== undefined)
      expect(
        await frame.evaluate(
          `window.axe ?? (() => {${axe}})();axe.run().then(({ violations }) => violations)`,
        ),
      ).toEqual([]);
  }

  /** Goes through all parts by keyboard. @returns the texts that were inside the visible area */
  async function read(page: Page, frame: Frame): Promise<string> {
    const texts: string[] = [];
    for (let part = 1; ; part++) {
      texts.push(await frame.evaluate<string>(VISIBLE));
      const next = frame.getByRole('button', { name: 'Next part' });
      if ((await next.count()) === 0 || (await next.getAttribute('aria-disabled')) === 'true')
        break;
      await next.focus();
      await page.keyboard.press('Enter');
      await frame.getByText(new RegExp(`^Part ${part + 1} of`)).waitFor();
    }
    return texts.join('');
  }

  it.each(Object.keys(LOOKS) as (keyof typeof LOOKS)[])(
    'fit in a host that is %s',
    async (look) => {
      for (const [kindName, kind] of Object.entries(KINDS)) {
        const { page, host, frame, faults } = await shown(kind, LOOKS[look]);
        await check(frame, host);
        for (const button of kind.press ? [kind.press] : ['Show all', 'Show 2', 'Show values']) {
          const found = frame.getByRole('button', { name: button }).first();
          if ((await found.count()) === 0) continue;
          await found.focus();
          await page.keyboard.press('Enter');
          await check(frame, host);
        }
        const seen = await read(page, frame);
        if (kindName === 'long text' || kindName === 'error')
          expect(seen).toContain('Sentence 119');
        await check(frame, host);
        expect([kindName, faults]).toEqual([kindName, []]);
      }
    },
  );

  it('can be used by keyboard alone in every part', async () => {
    const { page, frame } = await shown(KINDS.form!, LOOKS.narrow);
    await frame.getByRole('button', { name: 'Change and run again' }).focus();
    await page.keyboard.press('Enter');
    await frame.getByText(/^Part 1 of [2-9]$/).waitFor();
    const isVisible = `(() => { const [own, area] = [document.activeElement, document.querySelector('.parted')].map((each) => each.getBoundingClientRect()); return own.left >= area.left && own.right <= area.right + 1 && own.top >= area.top - 1 && own.bottom <= area.bottom + 1; })()`;
    await page.keyboard.press('Tab');
    await frame.getByLabel('field_0').focus();
    for (let field = 0; field < 9; field++) {
      expect(await frame.evaluate('document.activeElement.name')).toBe(`field_${field}`);
      expect(await frame.evaluate(isVisible)).toBe(true);
      await page.keyboard.type(`v${field}`);
      await page.keyboard.press('Tab');
    }
    expect(await frame.evaluate('document.activeElement.textContent')).toBe('Run');
    expect(await frame.evaluate(isVisible)).toBe(true);
  });

  it.each(Object.entries(KINDS))('print all of a result: %s', async (_kind, kind) => {
    const { page, frame } = await shown(kind, LOOKS.wide);
    if (kind.press) await frame.getByRole('button', { name: kind.press }).click();
    await page.emulateMedia({ media: 'print' });
    await frame.evaluate("dispatchEvent(new Event('beforeprint'))");
    const paper = await frame.evaluate<string>('document.getElementById("view").innerText');
    for (const part of kind.printed) expect(paper).toContain(part);
    expect(paper).not.toContain('…');
    expect(await frame.evaluate(OVERFLOW)).toEqual([0, 0]);
    expect(await frame.locator('.parted').count()).toBe(0);
    await frame.evaluate("dispatchEvent(new Event('afterprint'))");
    await expect.poll(() => frame.evaluate(HEIGHT)).toBeLessThanOrEqual(500);
  });
});

/** The text of the lines that lie within the part that is shown. */
const VISIBLE = `(() => {
  const area = (document.querySelector('.parted') ?? document.documentElement).getBoundingClientRect();
  const walker = document.createTreeWalker(document.getElementById('view'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const range = document.createRange();
    for (const { index, 0: word } of walker.currentNode.data.matchAll(/Sentence \\d+/g)) {
      range.setStart(walker.currentNode, index);
      range.setEnd(walker.currentNode, index + word.length);
      const { left, right } = range.getBoundingClientRect();
      if (left >= area.left - 1 && right <= area.right + 1) found.push(word);
    }
  }
  return found.join('\\n');
})()`;
