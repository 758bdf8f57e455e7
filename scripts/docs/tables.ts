import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USAGE } from '../../runtime/src/serving/command-line.js';
import { clients } from '../../src/clients/register.gen.js';
import type { ClientRow } from '../../src/model/client.js';
import type { CommandOption } from '../../src/model/command.js';
import { type KindsAndStyles, kindStyles } from '../../src/model/kinds-and-styles.js';
import type { Preset } from '../../src/model/preset.js';
import { allOptions } from '../../src/options/common-options.js';
import { presets } from '../../src/presets/register.gen.js';
import { printers } from '../../src/render/printers.js';
import { CLIENT_HEAD, clientRow } from './client-rows.js';
import { allCommands } from './commands.js';
import { ENTRY_HEAD, entryRows } from './entry-rows.js';
import { firstScreen } from './first-screen.js';

const ROOT = join(import.meta.dirname, '..', '..');
const changelog = () => readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8');

type Words = readonly string[];

/** What pages contain between `<!-- NAME WORDS -->` and `<!-- /NAME -->`, by name. */
const parts: Readonly<Record<string, (words: Words, kindsAndStyles: KindsAndStyles) => string>> = {
  kinds: (_, { kinds, styles }) =>
    printers.mdTable(
      ['`kind`', 'connects to', 'settings', 'auth styles'],
      Object.entries(kinds).map(([name, kind]) => [
        code(name),
        kind.label,
        codes(kind.spec.settings.map(({ key }) => key)),
        codes(Object.keys(kindStyles(kind, styles))),
      ]),
    ),
  styles: (_, { styles }) =>
    printers.mdTable(
      ['`style`', 'authentication', 'settings'],
      Object.entries(styles).map(([name, { label, settings }]) => [
        code(name),
        label,
        codes(Object.keys(settings.properties)),
      ]),
    ),
  presets: () =>
    printers.mdTable(
      ['`--preset`', 'service', 'base URL', 'OAuth client'],
      Object.entries<Preset>(presets).map(([name, { displayName, baseUrl, register }]) => [
        code(name),
        displayName,
        baseUrl === undefined ? 'differs by customer' : code(baseUrl),
        `[register](${register.url})`,
      ]),
    ),
  clients: () => printers.mdTable(CLIENT_HEAD, Object.entries<ClientRow>(clients).map(clientRow)),
  entries: (_, { kinds }) => printers.mdTable(ENTRY_HEAD, entryRows(kinds)),
  options: ([name, ...selected]) =>
    printers.mdTable(['option', 'meaning'], selectedOptions(name, selected).map(optionRow)),
  start: () => firstScreen(ROOT, changelog()).start,
  later: () => firstScreen(ROOT, changelog()).later,
  usage: () => `\`\`\`text\n${USAGE}\`\`\``,
};

const PART = /(<!-- ([a-z]+)((?: [\w-]+)*) -->\n)[^]*?(\n<!-- \/\2 -->)/g;

/** A page with its marked parts written from code. @throws Error for an unknown name */
export function withTables(page: string, kindsAndStyles: KindsAndStyles): string {
  let written = 0;
  const result = page.replace(
    PART,
    (_, start: string, name: string, words: string, end: string) => {
      const text = parts[name]?.(words.split(' ').filter(Boolean), kindsAndStyles);
      if (text === undefined) throw new Error(`No code writes the part "${name}" of a page.`);
      written++;
      return `${start}\n${text}\n${end}`;
    },
  );
  const marks = page.match(/^<!-- [a-z].* -->$/gm) ?? [];
  if (marks.length !== written) throw new Error(`A part has no end: ${marks.join(', ')}`);
  return result;
}

/**
 * Options of a command: all of its own, or those of some groups (`Common-options`) and with some names (`--auth`, which
 * selects `--auth-scopes`, too). `own` is the group of those without one.
 */
function selectedOptions(name: string | undefined, selected: Words): readonly CommandOption[] {
  const command = allCommands.find((each) => each.name === name);
  if (!command) throw new Error(`Unknown command "${name}".`);
  if (selected.length === 0) return command.options;
  const found = allOptions(command).filter(({ flags, group = 'own' }) =>
    selected.some((word) =>
      word.startsWith('--')
        ? new RegExp(`^${word}(?![a-z])`).test(flags)
        : group.replaceAll(' ', '-') === word,
    ),
  );
  if (found.length === 0) throw new Error(`"${name}" has no options "${selected.join(' ')}".`);
  return found;
}

/** Longer lists have a table of their own. */
const MAX_CHOICES = 10;

function optionRow({ flags, description, choices, default: usual, negatable }: CommandOption) {
  const values = choices && choices.length <= MAX_CHOICES && `: ${codes(choices)}`;
  const preset = usual === undefined ? '' : ` (default: ${code(usual)})`;
  const forms = negatable ? `${code(flags)}, ${code(flags.replace('--', '--no-'))}` : code(flags);
  return [forms, `${description}${values || ''}${preset}`];
}

const code = (name: string) => `\`${name}\``;
const codes = (names: Words) => names.map(code).join(', ');
