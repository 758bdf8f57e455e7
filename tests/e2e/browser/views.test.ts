import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { Frame } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import type { ListedTool } from '../../../runtime/src/call/lists/lists.js';
import { sampleValue } from '../../../src/codegen/sample/sample.js';
import type { JsonSchemaObject } from '../../../src/model/json-schema.js';
import { toolsOfDocument } from '../../../src/openapi/import.js';
import { ROOT } from '../../cli/spawn.js';
import { example } from '../../openapi/documents.js';
import { isMissing, name, useChromium } from './chromium.js';
import { contrast, paintedOn } from './contrast.js';
import { libraryHost, ViewHost } from './view-host.js';

const text = { type: 'string' };
const ticket = {
  id: text,
  title: text,
  state: { enum: ['open', 'closed'] },
  customer: { type: 'object', properties: { name: text, email: text } },
  priority: { type: 'integer' },
  created_at: { type: 'string', format: 'date-time' },
  due: { type: 'string', format: 'date' },
  zip: { type: 'integer' },
  rate: { type: 'number' },
  url: text,
  notes: text,
};

const reading = (toolName: string, inputSchema: object, properties: object): ListedTool => ({
  name: toolName,
  title: toolName.charAt(0).toUpperCase() + toolName.slice(1).replaceAll('_', ' '),
  description: 'A tool.',
  annotations: { readOnlyHint: true },
  inputSchema: { type: 'object', ...inputSchema },
  outputSchema: { type: 'object', properties },
});
const listTickets = reading(
  'list_tickets',
  { properties: { state: ticket.state, limit: { type: 'integer', minimum: 1 }, cursor: text } },
  {
    tickets: { type: 'array', items: { type: 'object', properties: ticket } },
    total: { type: 'integer' },
  },
);
const getTicket = reading(
  'get_ticket',
  { properties: { ticket_id: text }, required: ['ticket_id'] },
  ticket,
);
const countTickets = reading('count_tickets', {}, { days: { type: 'array' } });

const TITLES = ['Printer on fire', 'Invoice is missing a line', 'Cannot sign in after the update'];
const row = (index: number) => ({
  id: `T-${1000 + index}`,
  title: TITLES[index % 3],
  state: index % 4 === 0 ? 'closed' : 'open',
  customer: { name: 'Dana Ruiz', email: 'dana@example.com' },
  priority: index,
  created_at: `2026-11-${10 + (index % 20)}T23:30:00Z`,
  due: index === 2 ? '2026-02-31' : '2026-12-24',
  zip: 1234567,
  rate: 1e-9,
  url: 'https://desk.example/tickets/1',
  notes: 'The printer in room 4 is on fire again. '.repeat(3),
});
const tickets = Array.from({ length: 23 }, (_, index) => row(index));
const days = Array.from({ length: 30 }, (_, index) => ({
  day: `2026-11-${String(index + 1).padStart(2, '0')}`,
  opened: 20 + Math.round(8 * Math.sin(index / 3)),
  closed: 14 + Math.round(6 * Math.cos(index / 4)),
}));
const resultOf = (value: object) => ({
  content: [{ type: 'text', text: JSON.stringify(value) }],
  structuredContent: value,
});
const ticketList = {
  tools: [listTickets, getTicket] as [ListedTool, ListedTool],
  result: resultOf({ tickets, total: 23, next_cursor: 'c2' }),
  args: { state: 'open' },
  context: { locale: 'en-US', timeZone: 'Asia/Tokyo' },
};

/** What would run, or would be loaded, if a view wrote values as markup. */
const PAYLOADS = readFileSync(join(import.meta.dirname, 'view-payloads.txt'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(`"${line.replaceAll('"', String.raw`\"`)}"`) as string);

const inModules = (path: string) => join(ROOT, 'node_modules', path);
const AXE = inModules('axe-core/axe.min.js');
const axe = existsSync(AXE) ? readFileSync(AXE, 'utf8') : undefined;
const hasLibrary = existsSync(inModules('@modelcontextprotocol/ext-apps'));

const textsOf = (frame: Frame, selector: string) => frame.locator(selector).allTextContents();

describe.skipIf(isMissing)(`views in ${name}`, () => {
  const open = useChromium({ scripts: true });
  const pictures = join(ROOT, 'artifacts');
  mkdirSync(pictures, { recursive: true });

  async function opened(width = 760) {
    const page = await open();
    await page.setViewportSize({ width, height: 520 });
    const faults: string[] = [];
    page.on('pageerror', ({ message }) => void faults.push(message));
    page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
    page.on('dialog', ({ message }) => void faults.push(message()));
    page.on(
      'request',
      (request) => /^(?:data|about|blob):/.test(request.url()) || faults.push(request.url()),
    );
    return { host: await ViewHost.open(page), page, faults };
  }

  it('sorts and pages a table, opens rows with tools of the server, and runs the call again, by keyboard', async () => {
    const { host, page, faults } = await opened();
    const frame = await host.show({
      ...ticketList,
      call: ({ name: called, arguments: args }) =>
        called === 'get_ticket'
          ? resultOf(row(1))
          : resultOf({ tickets: tickets.slice(0, 'cursor' in args ? 2 : 3), total: 3 }),
    });
    const press = async (button: string) => {
      await frame.getByRole('button', { name: button, exact: true }).first().focus();
      await page.keyboard.press('Enter');
    };
    const calls = () =>
      host.messages.filter(({ method }) => method === 'tools/call').map(({ params }) => params);
    await frame.getByText('1–5 of 23').waitFor();
    await press('Priority');
    await press('Priority');
    expect((await textsOf(frame, 'td:first-child'))[0]).toBe('T-1022');
    for (const rest of ['6–10', '11–15', '16–20', '21–23']) {
      await press('Next page');
      await frame.getByText(`${rest} of 23`).waitFor();
    }
    await frame.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await frame.locator('.entry').count()).toBe(23);
    await frame.evaluate("dispatchEvent(new Event('afterprint'))");
    await press('T-1001');
    await frame.getByRole('heading', { name: 'Get ticket' }).waitFor();
    expect(await frame.evaluate('document.activeElement.textContent')).toBe('Get ticket');
    await press('https://desk.example/tickets/1');
    await press('← Back');
    await press('More results');
    await frame.getByText('2 entries').waitFor();
    await press('Change and run again');
    await frame.getByLabel('limit').fill('0');
    await page.keyboard.press('Enter');
    await frame.getByRole('alert').getByText('greater than or equal to 1').waitFor();
    await frame.getByLabel('limit').fill('3');
    await page.keyboard.press('Enter');
    await expect.poll(calls).toEqual([
      { name: 'get_ticket', arguments: { ticket_id: 'T-1001' } },
      { name: 'list_tickets', arguments: { state: 'open', cursor: 'c2' } },
      { name: 'list_tickets', arguments: { state: 'open', cursor: 'c2', limit: 3 } },
    ]);
    expect(host.messages).toContainEqual({
      method: 'ui/open-link',
      params: { url: 'https://desk.example/tickets/1' },
    });
    expect(faults).toEqual([]);
  });

  it('shows values as they are, in the language, the time zone and the direction of the reader', async () => {
    const { host } = await opened();
    const record = { tools: [getTicket] as [ListedTool], result: resultOf(row(2)) };
    const english = await host.show({ ...record, context: ticketList.context });
    expect(await textsOf(english, 'dd')).toEqual(
      expect.arrayContaining(['1234567', '1e-9', '2026-02-31', 'Nov 13, 2026, 8:30 AM']),
    );
    const arabic = await host.show({ ...record, context: { locale: 'ar-EG', timeZone: 'UTC' } });
    expect(await textsOf(arabic, 'dd')).toEqual(expect.arrayContaining(['1234567', '1e-9']));
    expect(
      await arabic.evaluate('[document.documentElement.dir, document.documentElement.lang]'),
    ).toEqual(['rtl', 'ar-EG']);
    const content = [
      { type: 'resource_link', name: 'Log', uri: 'https://desk.example/log' },
      { type: 'audio', mimeType: 'audio/wav', data: 'AAAA' },
      { type: 'image', mimeType: 'image/svg+xml', data: 'AAAA' },
      { type: 'resource', resource: { uri: 'desk://1', text: 'Embedded.' } },
      { type: 'text', text: 'Beside it.' },
    ];
    const blocks = await host.show({ ...record, result: { content } });
    expect(await textsOf(blocks, '#view p')).toEqual([
      'Log https://desk.example/log',
      'Audio (audio/wav, 3 bytes)',
      'Image (image/svg+xml, 3 bytes)',
      'desk://1 Embedded.',
      'Beside it.',
    ]);
  });

  it('belongs to one call, and has no buttons that the host does not answer', async () => {
    const { host, page } = await opened();
    const frame = await host.show({ ...ticketList, capabilities: {} });
    await page.evaluate("send('tool-result', { content: [{ type: 'text', text: 'Other' }] })");
    await page.evaluate(
      "send('host-context-changed', { toolInfo: { tool: { name: 'other', title: 'Other' } } })",
    );
    expect(await textsOf(frame, 'h1')).toEqual(['List tickets']);
    expect(await frame.locator('.link, footer, .pager button').count()).toBe(2);
    const error = { isError: true, content: [{ type: 'text', text: 'No such ticket.' }] };
    const failed = await host.show({ ...ticketList, result: error });
    expect(await textsOf(failed, '[role=alert]')).toEqual(['No such ticket.']);
  });

  it.skipIf(!hasLibrary)("works with the host of the extension's library", async () => {
    const { host, faults } = await opened();
    const script = await libraryHost();
    const frame = await host.show({ ...ticketList, script, call: () => resultOf(row(1)) });
    await frame.getByRole('button', { name: 'T-1001', exact: true }).click();
    await frame.getByRole('button', { name: 'https://desk.example/tickets/1' }).click();
    await expect
      .poll(() => host.messages)
      .toEqual([
        {
          method: 'tools/call',
          params: { name: 'get_ticket', arguments: { ticket_id: 'T-1001' } },
        },
        { method: 'ui/open-link', params: { url: 'https://desk.example/tickets/1' } },
      ]);
    expect(faults).toEqual([]);
  });

  it.each([760, 320])(
    'is readable in light and dark, within 500 pixels, %i pixels wide',
    async (width) => {
      const { host, page, faults } = await opened(width);
      const chart = { tools: [countTickets] as [ListedTool], result: resultOf({ days }) };
      const record = { tools: [getTicket] as [ListedTool], result: resultOf(row(1)) };
      for (const [kind, shown] of Object.entries({
        table: ticketList,
        chart,
        record,
        form: ticketList,
      }))
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          // A host that states its background only.
          const variables = {
            '--color-background-primary': colorScheme === 'dark' ? '#101418' : '#fff',
          };
          const frame = await host.show({ ...shown, context: { styles: { variables } } });
          await page.waitForFunction("document.querySelector('iframe').clientHeight > 100");
          if (kind === 'form')
            await frame.getByRole('button', { name: 'Change and run again' }).click();
          await page.screenshot({
            path: join(pictures, `view-${kind}-${width}-${colorScheme}.png`),
          });
          const heights = host.messages.flatMap(
            ({ params: { height } }) => (height as number | undefined) ?? [],
          );
          expect(Math.max(...heights)).toBeLessThanOrEqual(500);
          const size =
            '[document.documentElement.scrollWidth, document.getElementById("view").scrollWidth]';
          expect(await frame.evaluate(size)).toEqual([width, width - 24]);
          const paper =
            variables['--color-background-primary'] === '#fff'
              ? 'rgb(255, 255, 255)'
              : 'rgb(16, 20, 24)';
          await frame.evaluate(`document.body.style.background = '${paper}'`);
          for (const painted of await paintedOn(frame))
            expect(contrast(painted), JSON.stringify(painted)).toBeGreaterThanOrEqual(4.5);
          if (axe !== undefined) {
            const violations = `${axe};axe.run().then(({ violations }) => violations)`;
            expect(await frame.evaluate(violations)).toEqual([]);
          }
          const small = `[...document.querySelectorAll('button, input, select')].filter((each) => each.getBoundingClientRect().height < 44).length`;
          expect(await frame.evaluate(small)).toBe(0);
        }
      expect(faults).toEqual([]);
    },
  );

  it('shows results of the documents of the tests without an error, each within its width', async () => {
    const { page, faults } = await opened(320);
    const folder = join(ROOT, 'runtime', 'src', 'views', 'page');
    const {
      outputFiles: [{ text: script } = { text: '' }],
    } = await build({
      stdin: { contents: SHOW_ALL, resolveDir: folder },
      bundle: true,
      write: false,
      format: 'iife',
      logLevel: 'error',
    });
    const style = readFileSync(join(folder, 'view.css'), 'utf8');
    await page.setContent(
      `<style>${style}</style><main id="view"></main><script>${script}</script>`,
    );
    const schemas = outputSchemas();
    const shown = schemas.map((schema) => ({
      schema,
      value: sampleValue(schema, { itemCount: 3 }),
    }));
    const problems = await page.evaluate(
      (all) => (globalThis as unknown as { showAll(all: unknown): string[] }).showAll(all),
      shown,
    );
    expect([schemas.length >= 100, problems, faults]).toEqual([true, [], []]);
  });

  it(`runs nothing of ${PAYLOADS.length} payloads in keys, values, titles, schemas and errors`, async () => {
    const { host, page, faults } = await opened();
    const members = Object.fromEntries(
      PAYLOADS.flatMap((each) => [
        [each, each],
        [`url ${each}`, `https://evil.example/${each}`],
      ]),
    );
    const schema = Object.fromEntries(
      PAYLOADS.map((each) => [
        each,
        {
          type: 'string',
          title: each,
          description: each,
          format: each,
          pattern: each,
          default: each,
          enum: [each, 'b'],
        },
      ]),
    );
    const tool = { ...reading('list_x', { properties: schema }, schema), title: PAYLOADS[0] ?? '' };
    const blocks = PAYLOADS.flatMap((each) => [
      { type: 'text', text: each },
      { type: 'image', mimeType: each, data: each },
      { type: 'image', mimeType: 'image/png', data: each },
      { type: 'resource_link', name: each, uri: each },
      { type: 'resource', resource: { uri: each, text: each } },
      { type: each },
    ]);
    const bars = PAYLOADS.slice(0, 24).map((each, y) => ({ x: each.slice(0, 24), y }));
    const results = [
      resultOf({ rows: [members, members] }),
      resultOf(members),
      resultOf({ bars }),
      { content: blocks },
      { isError: true, content: blocks },
    ];
    for (const result of results) {
      const frame = await host.show({
        tools: [tool],
        result,
        args: members,
        context: {
          theme: '"><img src=x>',
          locale: PAYLOADS[0],
          styles: {
            variables: {
              '--font-sans': 'url(x)',
              '--color-text-primary': 'url(https://evil.example)',
            },
          },
        },
      });
      for (const button of ['More', 'Show', 'All fields', 'Change and run again']) {
        const found = frame.getByRole('button', { name: button }).first();
        if ((await found.count()) > 0) await found.click();
        expect(await frame.evaluate(FOREIGN)).toEqual([]);
      }
    }
    await page.waitForTimeout(200);
    expect(faults.filter((fault) => !fault.includes('Failed to load resource'))).toEqual([]);
  });
});

/** Shows all values in one page, and returns what is wrong with any. */
const SHOW_ALL = `
  import { Pages } from './pages.js';
  import { viewOf } from './view.js';
  globalThis.showAll = (all) => all.flatMap(({ schema, value }) => {
    const box = document.getElementById('view');
    const pages = new Pages(box, () => 500);
    try {
      pages.open('Result', viewOf({ structuredContent: value }, pages, { schema }));
    } catch (error) {
      return error.stack;
    }
    const isEmpty = box.textContent.length < 8;
    return isEmpty || box.scrollWidth > box.clientWidth ? box.outerHTML.slice(0, 500) : [];
  });
`;

/** The output schemas of the tools that the documents become. */
function outputSchemas(): JsonSchemaObject[] {
  const folder = join(ROOT, 'node_modules', '@readme', 'oas-examples', '3.0', 'json');
  const names = readdirSync(folder).filter((file) =>
    /^(?!.*(?:extensions|legacy)).*json$/.test(file),
  );
  const paths = ['3.1/json/train-travel', ...names.map((file) => `3.0/json/${file.slice(0, -5)}`)];
  const tools = paths.flatMap((path) => toolsOfDocument(example(path)).tools);
  const schemas = tools.flatMap(({ outputSchema: schema }) =>
    schema ? [schema as JsonSchemaObject] : [],
  );
  return [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
}

/** Elements and attributes that a view does not have; the height of its parts is a variable of the root. */
const FOREIGN = `[
  ...document.querySelectorAll('script:not(#tool):not([type=module]), iframe, object, embed, link, base, a, style ~ style, math'),
  ...[...document.querySelectorAll('*')].filter((each) => [...each.attributes].some(({ name, value }) => /^on|^style$|^srcdoc$|^href$/.test(name) && !/^--part: [\\d.]+px;$/.test(value))),
].map(({ outerHTML }) => outerHTML.slice(0, 200)).concat(window.ran ?? [])`;
