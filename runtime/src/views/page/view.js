import { chartOf, columnSeries, rowSeries } from './chart.js';
import { button, element, resolved } from './dom.js';
import { dataTable } from './table.js';
import { countText, imageOf, isRecord, label, shortText, simpleValue, textOf } from './values.js';

const IMAGE = /^image\/(?:png|jpeg|gif|webp)$/;

/**
 * A result for people: its data by their schema, and its content.
 * @param pages where parts of it are opened
 * @param options `schema` of the data, `hidden`, a member of it, `drill` and `onLink`, which return or run what the host can do
 */
export function viewOf({ content = [], structuredContent: value }, pages, options = {}) {
  const { hidden, schema = {} } = options;
  const visible = isRecord(value) && hidden ? without(value, hidden) : value;
  return (size) => {
    const context = { pages, size, root: schema, ...options };
    const rest = content.filter((block) => value === undefined || !isTextOf(block, value));
    return element(
      'div',
      {},
      value !== undefined && valueOf(visible, schema, context),
      rest.map((block) => blockOf(block, context)),
    );
  };
}

const without = (value, hidden) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== hidden));

/** Whether a block is the same data as text. */
function isTextOf({ type, text }, value) {
  try {
    return type === 'text' && JSON.stringify(JSON.parse(text)) === JSON.stringify(value);
  } catch {
    return false;
  }
}

/** A block of content (MCP `ContentBlock`). */
function blockOf(block, { onLink, size }) {
  const { type, text, mimeType = 'unknown type', data = '', resource = {} } = block;
  if (type === 'text') return element('p', {}, textOf(text ?? '', size));
  if (type === 'image' && IMAGE.test(mimeType)) return imageOf(`data:${mimeType};base64,${data}`);
  if (type === 'resource_link') {
    const name = block.title ?? block.name ?? '';
    return element(
      'p',
      {},
      textOf(name, size),
      ' ',
      simpleValue(block.uri ?? '', { onLink, size }),
    );
  }
  if (type === 'resource' && resource.text !== undefined)
    return element('p', {}, element('b', {}, resource.uri ?? ''), ' ', textOf(resource.text, size));
  const bytes = Math.floor(((resource.blob ?? data).length * 3) / 4);
  const name = resource.uri ?? label(type ?? 'content');
  return element('p', {}, `${name} (${resource.mimeType ?? mimeType}, ${bytes} bytes)`);
}

function valueOf(value, schema, context) {
  const at = resolved(schema, context.root);
  if (Array.isArray(value)) return listOf(value, resolved(at.items, context.root), context);
  return isRecord(value) ? recordOf(value, at, context) : simpleValue(value, context);
}

function listOf(values, schema, context) {
  if (values.length === 0) return element('p', { class: 'dim' }, 'No entries.');
  if (values.every(isRecord)) {
    const series = schema['x-view'] !== 'table' && rowSeries(values);
    const table = (size) => tableOf(values, schema, { ...context, size });
    return series ? chartPage(series, table, context) : table(context.size);
  }
  const rows = values.map((value, index) => ({ index: index + 1, value }));
  return tableOf(rows, { properties: { value: schema } }, context);
}

const chartPage = (series, table, { pages, size }) =>
  element(
    'div',
    {},
    chartOf(series, size),
    size.isWhole
      ? table(size)
      : button('Show values', () => pages.open('Values', table), { class: 'more' }),
  );

function recordOf(value, schema, context) {
  const series = columnSeries(value);
  if (series) {
    const rows = series.x.map((x, at) => ({
      [series.name]: x,
      ...Object.fromEntries(series.lines.map(({ name, y }) => [name, y[at]])),
    }));
    const used = new Set([series.name, ...series.lines.map(({ name }) => name)]);
    const rest = Object.entries(value).filter(([name]) => !used.has(name));
    return element(
      'div',
      {},
      chartPage(series, (size) => tableOf(rows, {}, { ...context, size }), context),
      rest.length > 0 && fieldsOf(rest, schema, context),
    );
  }
  const names = [...new Set([...Object.keys(schema.properties ?? {}), ...Object.keys(value)])];
  const entries = names
    .filter((name) => Object.hasOwn(value, name))
    .map((name) => [name, value[name]]);
  if (entries.length === 0) return element('p', { class: 'dim' }, 'No fields.');
  // Data around one list, such as its total: the list is what the result is about.
  const parts = entries.filter(([, each]) => typeof each === 'object' && each !== null);
  const [[name, main] = []] = parts;
  if (
    parts.length === 1 &&
    (entries.length === 1 || (Array.isArray(main) && main.every(isRecord)))
  ) {
    const facts = entries.filter((entry) => entry[0] !== name);
    return element(
      'div',
      {},
      facts.length > 0 && factsOf(facts, schema, context),
      valueOf(main, schema.properties?.[name] ?? {}, context),
    );
  }
  return fieldsOf(entries, schema, context);
}

/** Few simple values, in one line. */
const factsOf = (entries, schema, context) =>
  element(
    'p',
    { class: 'facts dim' },
    entries.map(([name, each]) =>
      element('span', {}, `${titleOf(name, schema, context)}: `, simpleValue(each, context)),
    ),
  );

/** The label of a member: its title in the schema, or words for its name. */
const titleOf = (name, schema, { root }) =>
  resolved(schema.properties?.[name], root).title ?? label(name);

function fieldsOf(entries, schema, context) {
  const { size, pages } = context;
  const shown = entries.slice(0, size.items);
  const rest = entries.length - shown.length;
  const field = ([name, each]) => {
    const { description } = resolved(schema.properties?.[name], context.root);
    return [
      element('dt', { class: 'dim', title: description }, titleOf(name, schema, context)),
      element('dd', {}, memberOf(name, each, schema, context)),
    ];
  };
  const all = () => element('dl', {}, entries.flatMap(field));
  return element(
    'div',
    {},
    element('dl', {}, shown.flatMap(field)),
    rest > 0 &&
      button(
        `Show ${countText(rest, 'more field', 'more fields')}`,
        () => pages.open('All fields', all),
        { class: 'more' },
      ),
  );
}

function memberOf(name, each, schema, context) {
  if (typeof each !== 'object' || each === null) return simpleValue(each, context);
  if (context.size.isWhole) return valueOf(each, schema.properties?.[name] ?? {}, context);
  const { text, isWhole } = shortText(each, 200);
  if (isWhole) return textOf(text);
  const open = () =>
    context.pages.open(titleOf(name, schema, context), (size) =>
      valueOf(each, schema.properties?.[name] ?? {}, { ...context, size }),
    );
  return button(text, open, { class: 'link', dir: 'auto' });
}

const tableOf = (rows, schema, context) =>
  dataTable(rows, {
    ...context,
    names: [...new Set([...Object.keys(schema.properties ?? {}), ...rows.flatMap(Object.keys)])],
    titleOf: (name) => titleOf(name, schema, context),
    whole: (row) => element('div', { class: 'entry' }, recordOf(row, schema, context)),
    open: (row, title) =>
      context.pages.open(title, (size) => recordOf(row, schema, { ...context, size })),
  });
