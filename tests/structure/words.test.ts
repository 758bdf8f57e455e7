import { expect, it } from 'vitest';
import { filesIn, read } from './sources.js';
import { lines, PAGES, prose, strings, type Text } from './texts.js';

const GLOSSARY = 'docs/glossary.md';

/** The last column of the glossary: by word, the words to use. */
function rejectedWords(): Map<string, string> {
  const rows = [...read(GLOSSARY).matchAll(/^\|(.+?)\|.*\|(.+?)\|$/gm)].slice(2);
  return new Map(
    rows.flatMap(([, use = '', not = '']) =>
      not
        .split(',')
        .map((word) => word.trim())
        .filter((word) => word !== '')
        .map((word) => [word, use.trim()] as const),
    ),
  );
}

const isTypeScript = (path: string) => path.endsWith('.ts');
/** What people may search with: nobody reads it. */
const isVocabulary = (path: string) => path === 'runtime/src/search/vocabulary.ts';

/** Everything that a person or an agent reads: what is printed, generated or documented. */
const TEXTS: readonly Text[] = [
  ...filesIn('src', 'runtime/src')
    .filter((path) => isTypeScript(path) && !isVocabulary(path))
    .flatMap(strings),
  ...filesIn('templates').flatMap(lines),
  ...PAGES.filter((path) => path !== GLOSSARY).flatMap(prose),
  ...filesIn('.github').flatMap(lines),
];

it('uses the words of the glossary', () => {
  const words = rejectedWords();
  expect(words.get('whoever')).toBe('caller');
  const found = [...words].flatMap(([word, use]) => {
    // Not in names: "unused-silence", "*.sealed", "$era".
    const pattern = new RegExp(`(?<![\\w$./-])${word}(?![\\w/-])`, 'i');
    const hits = TEXTS.filter(({ text }) => pattern.test(text));
    return hits.map(({ at, text }) => `${at}: "${word}" is "${use}": ${text.trim()}`);
  });
  expect(found).toEqual([]);
});

/** Of the public interface of the runtime: people import them. */
const PUBLIC_PARTICIPLES = [
  'runtime/src/api/body.ts related',
  'runtime/src/api/job.ts finished',
  'runtime/src/api/parameters.ts reserved',
];

it('exports no function whose name is a bare participle: it would hide whether it checks, throws, copies or reads', () => {
  const exported =
    /^export (?:async )?(?:function\*? |const )([a-z]+ed|told|sound|known|cut|kept|made|found|built|sent|shown|written|taken|bound|held)\b/gm;
  const found = filesIn('src', 'runtime/src')
    .filter(isTypeScript)
    .flatMap((path) => [...read(path).matchAll(exported)].map(([, name]) => `${path} ${name}`));
  expect(found).toEqual(PUBLIC_PARTICIPLES);
});
