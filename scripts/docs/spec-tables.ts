import { stylesOf, type Catalog } from '../../src/model/catalog.js';
import { printers } from '../../src/render/printers.js';

/** A page with its tables of kinds and auth styles written from the catalog. */
export const withSpecTables = (page: string, catalog: Catalog): string =>
  between(between(page, 'kinds', kindTable(catalog)), 'styles', styleTable(catalog));

/** @throws Error where the page has no such place */
function between(page: string, name: string, table: string): string {
  const place = new RegExp(`(<!-- ${name} -->\\n)[^]*?(\\n<!-- /${name} -->)`);
  if (!place.test(page)) throw new Error(`The page has no place for "${name}".`);
  return page.replace(place, (_, start: string, end: string) => `${start}\n${table}\n${end}`);
}

const kindTable = ({ kinds, styles }: Catalog) =>
  printers.mdTable(
    ['`kind`', 'connects to', 'settings', 'auth styles'],
    Object.entries(kinds).map(([name, kind]) => [
      `\`${name}\``,
      kind.label,
      code(kind.settings.map(({ key }) => key)),
      code(Object.keys(stylesOf(kind, styles))),
    ]),
  );

const styleTable = ({ styles }: Catalog) =>
  printers.mdTable(
    ['`style`', 'authentication', 'settings'],
    Object.entries(styles).map(([name, { label, settings }]) => [
      `\`${name}\``,
      label,
      code(Object.keys(settings.properties)),
    ]),
  );

const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
