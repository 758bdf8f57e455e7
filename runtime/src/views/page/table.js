import { button, element } from './dom.js';
import { countText, localeOf, momentOf, shortText } from './values.js';

/** Rows of a page; a page that is too high has fewer. */
const MAX_ROWS = 7;
/** Characters of a cell, and of one that has several lines. */
const [MAX_CHARACTERS, LONG] = [60, 24];

/**
 * A table, sorted by the buttons in its headings, with pages. A row that has more than its columns show can be opened.
 * @param names all members of the rows
 * @param drill returns the call that a row leads to
 */
export function dataTable(rows, { names: all, titleOf, size, open, drill, more }) {
  const names = all.filter((name) => rows.some((row) => row[name] !== undefined));
  const columns = names.slice(0, size.columns);
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
  const isCut = ({ cells, row }) =>
    columns.length < names.filter((name) => row[name] !== undefined).length ||
    cells.some(({ isWhole }) => !isWhole);
  const body = element('tbody');
  const status = element('span', { role: 'status', class: 'dim' });
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
    const shown = sorted.slice(page * length, (page + 1) * length).map((row) => ({
      row,
      cells: columns.map((name) => ({
        name,
        value: row[name],
        ...shortText(row[name], MAX_CHARACTERS),
      })),
    }));
    const hasOpening = shown.some(isCut);
    body.replaceChildren(...shown.map((each) => rowOf(each, hasOpening)));
    opening.hidden = !hasOpening;
    const [from, to] = [page * length + 1, page * length + shown.length];
    status.textContent =
      pageCount > 1
        ? `${from}–${to} of ${rows.length}`
        : countText(rows.length, 'entry', 'entries');
    // A disabled button would lose the focus.
    previous.setAttribute('aria-disabled', String(page === 0));
    following.setAttribute('aria-disabled', String(page === pageCount - 1));
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
  const previous = button('‹', () => show(Math.max(page - 1, 0)), {
    'aria-label': 'Previous page',
  });
  const following = button('›', () => show(Math.min(page + 1, pageCount - 1)), {
    'aria-label': 'Next page',
  });
  show(0);
  return element(
    'div',
    {},
    element('table', {}, element('thead', {}, element('tr', {}, heads, opening)), body),
    element(
      'div',
      { class: 'pager' },
      status,
      pageCount > 1 && previous,
      pageCount > 1 && following,
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
