import { button, element, stepper } from './dom.js';
import { countText, localeOf, momentOf, shortText } from './values.js';

/** Rows of a page; a page that is too high has fewer. */
const MAX_ROWS = 7;
/** Most characters that a cell shows, and the length from which a cell has several lines. */
const [MAX_CHARACTERS, LONG] = [60, 24];

/**
 * A table, sorted by the buttons in its headings, with pages. A row that has more than its columns show can be opened; on paper,
 * all rows are records then.
 * @param names all members of the rows
 * @param whole draws a row as a record
 * @param drill returns the call that a row leads to
 */
export function dataTable(rows, { names: all, titleOf, size, open, whole, drill, more }) {
  const names = all.filter((name) => rows.some((row) => row[name] !== undefined));
  const columns = names.slice(0, size.columns);
  const cellsOf = (row) =>
    columns.map((name) => ({ name, value: row[name], ...shortText(row[name], MAX_CHARACTERS) }));
  const isCut = ({ cells, row }) =>
    columns.length < names.filter((name) => row[name] !== undefined).length ||
    cells.some(({ isWhole }) => !isWhole);
  if (size.isWhole && rows.some((row) => isCut({ row, cells: cellsOf(row) })))
    return element('div', {}, rows.map(whole));
  const isNumber = new Set(
    columns.filter((name) =>
      rows.every(
        (row) => row[name] === undefined || row[name] === null || typeof row[name] === 'number',
      ),
    ),
  );
  const length = size.items === Infinity ? rows.length : Math.min(size.items, MAX_ROWS);
  const pageCount = Math.ceil(rows.length / length);
  let [page, sorted] = [0, rows];
  const heads = columns.map((name) =>
    element(
      'th',
      { scope: 'col', 'aria-sort': 'none', class: isNumber.has(name) && 'number' },
      button(titleOf(name), () => sort(name)),
    ),
  );
  const body = element('tbody');
  const steps = stepper('page', (step) => show(Math.min(Math.max(page + step, 0), pageCount - 1)));
  const opening = element('th', {}, element('span', { class: 'hidden' }, 'All fields'));

  function sort(name) {
    const head = heads[columns.indexOf(name)];
    const isUp = head.getAttribute('aria-sort') !== 'ascending';
    for (const each of heads) each.setAttribute('aria-sort', 'none');
    head.setAttribute('aria-sort', isUp ? 'ascending' : 'descending');
    sorted = rows.toSorted((a, b) => compare(a[name], b[name], isUp ? 1 : -1));
    show(0);
  }
  function show(next) {
    page = next;
    const shown = sorted
      .slice(page * length, (page + 1) * length)
      .map((row) => ({ row, cells: cellsOf(row) }));
    const hasOpening = shown.some(isCut);
    body.replaceChildren(...shown.map((each) => rowOf(each, hasOpening)));
    opening.hidden = !hasOpening;
    const [from, to] = [page * length + 1, page * length + shown.length];
    const all = countText(rows.length, 'entry', 'entries');
    steps.show(page, pageCount, pageCount > 1 ? `${from}–${to} of ${rows.length}` : all);
  }
  function rowOf({ row, cells }, hasOpening) {
    const call = drill?.(row);
    const [{ text: name }] = cells;
    return element(
      'tr',
      {},
      cells.map((cell, at) =>
        element(
          'td',
          { class: isNumber.has(cell.name) ? 'number' : cell.text.length > LONG && 'long' },
          at === 0 && call
            ? button(cell.text, call.run, { class: 'link', title: call.title, dir: 'auto' })
            : element('span', { dir: 'auto', title: titleOfTime(cell.value) }, cell.text),
        ),
      ),
      hasOpening &&
        element(
          'td',
          { class: 'number' },
          isCut({ row, cells }) &&
            button('›', () => open(row, name), {
              class: 'open',
              'aria-label': `All fields of ${name}`,
            }),
        ),
    );
  }
  show(0);
  return element(
    'div',
    {},
    element('table', {}, element('thead', {}, element('tr', {}, heads, opening)), body),
    element(
      'div',
      { class: 'pager' },
      pageCount > 1 ? steps.nodes : steps.nodes[0],
      more && button('More results', more),
    ),
  );
}

/** The exact time of a shorter one. */
const titleOfTime = (value) => (momentOf(value) === undefined ? undefined : value);

/** Orders two values; what has none stays last. */
function compare(a, b, direction) {
  if (a === null || a === undefined) return b === null || b === undefined ? 0 : 1;
  if (b === null || b === undefined) return -1;
  const [first, second] = [momentOf(a) ?? a, momentOf(b) ?? b];
  if (typeof first === 'number' && typeof second === 'number') return (first - second) * direction;
  const [one, other] = [a, b].map((each) => shortText(each, 1000).text);
  return one.localeCompare(other, localeOf(), { numeric: true }) * direction;
}
