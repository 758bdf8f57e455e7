import { element } from './dom.js';

const MOST_ROWS = 200;
const IMAGE = /^image\/(png|jpeg|gif|webp)$/;

/** A result as people read it: images, then data as tables and lists, else the text. */
export function viewOf({ content = [], structuredContent }) {
  const images = content
    .filter(({ type, mimeType }) => type === 'image' && IMAGE.test(mimeType))
    .map(({ mimeType, data }) =>
      element('img', { src: `data:${mimeType};base64,${data}`, alt: 'Image in the result' }),
    );
  const value = structuredContent ?? textOf(content);
  return element('div', { class: 'scroll' }, images, valueOf(value));
}

/** What the model reads. */
export const textOf = (content = []) =>
  content.map(({ type, text }) => text ?? `(${type})`).join('\n');

function valueOf(value) {
  if (Array.isArray(value)) return value.every(isRecord) ? table(value) : list(value);
  return isRecord(value) ? record(value) : element('span', {}, String(value ?? '—'));
}

const isRecord = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

const list = (values) =>
  values.length === 0
    ? element('p', { class: 'dim' }, 'No entries.')
    : element(
        'ul',
        {},
        values.slice(0, MOST_ROWS).map((value) => element('li', {}, valueOf(value))),
      );

const record = (value) =>
  element(
    'dl',
    {},
    Object.entries(value).flatMap(([name, each]) => [
      element('dt', { class: 'dim' }, name),
      element('dd', {}, valueOf(each)),
    ]),
  );

/** Sorted by the button in each heading. */
function table(rows) {
  if (rows.length === 0) return list(rows);
  const names = [...new Set(rows.slice(0, 50).flatMap(Object.keys))];
  const body = element('tbody');
  const heads = names.map((name) =>
    element(
      'th',
      { scope: 'col', 'aria-sort': 'none' },
      element('button', { type: 'button', click: () => sort(name) }, name),
    ),
  );
  let isUp = false;
  function sort(name) {
    const head = heads[names.indexOf(name)];
    isUp = head.getAttribute('aria-sort') !== 'ascending';
    for (const each of heads) each.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
    fill(rows.toSorted((a, b) => compare(a[name], b[name]) * (isUp ? 1 : -1)));
  }
  const fill = (sorted) =>
    body.replaceChildren(
      ...sorted.slice(0, MOST_ROWS).map((row) =>
        element(
          'tr',
          {},
          names.map((name) => element('td', {}, valueOf(row[name]))),
        ),
      ),
    );
  fill(rows);
  const rest =
    rows.length > MOST_ROWS &&
    element('p', { class: 'dim' }, `${rows.length - MOST_ROWS} more rows are not shown.`);
  return element(
    'div',
    {},
    element('table', {}, element('thead', {}, element('tr', {}, heads)), body),
    rest,
  );
}

const compare = (a, b) =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : String(a ?? '').localeCompare(String(b ?? ''), undefined, { numeric: true });
