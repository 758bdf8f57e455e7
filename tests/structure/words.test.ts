import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { filesIn, read } from './sources.js';
import { lines, PAGES, prose, strings, type Text } from './texts.js';

/** By rejected word, the word to use. */
const rejected = new Map(
  Object.entries(
    parse(read('tests/structure/rejected-words.yaml')) as Record<string, readonly string[]>,
  ).flatMap(([use, words]) => words.map((word) => [word, use] as const)),
);

const isTypeScript = (path: string) => path.endsWith('.ts');
/** What people may search with: nobody reads it. */
const isVocabulary = (path: string) => path === 'runtime/src/search/vocabulary.ts';

/** Everything that a person or an agent reads: what is printed, generated or documented. */
const TEXTS: readonly Text[] = [
  ...filesIn('src', 'runtime/src')
    .filter((path) => isTypeScript(path) && !isVocabulary(path))
    .flatMap(strings),
  ...filesIn('templates').flatMap(lines),
  ...PAGES.flatMap(prose),
  ...filesIn('.github').flatMap(lines),
];

it('uses one word per concept', () => {
  expect(rejected.get('whoever')).toBe('caller');
  const found = [...rejected].flatMap(([word, use]) => {
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

it('exports no function whose name is a bare participle, beside those that are public: it would hide whether it checks, throws, copies or reads', () => {
  const exported =
    /^export (?:async )?(?:function\*? |const )([a-z]+ed|told|sound|known|cut|kept|made|found|built|sent|shown|written|taken|bound|held)\b/gm;
  const found = filesIn('src', 'runtime/src')
    .filter(isTypeScript)
    .flatMap((path) => [...read(path).matchAll(exported)].map(([, name]) => `${path} ${name}`));
  expect(found).toEqual(PUBLIC_PARTICIPLES);
});
