import { isUrl } from '../../runtime/src/utils/addresses.js';
import type { OrderedFlag } from '../model/command.js';
import type { ProviderSpec } from '../model/spec.js';
import { optionWords } from '../options/option-words.js';
import { pairs, toFlags, withoutDefaults, withoutExamples } from '../spec/to-flags.js';
import { styleOf } from '../styles/style-of.js';
import { catalog } from './catalog.js';
import type { Description } from './description.js';
import type { SourceOptions } from './options.js';

/** The options with which a description needs no question. */
export interface RepeatedOptions {
  /** The value of `--from`. */
  from: string | undefined;
  options: SourceOptions;
  ordered: readonly OrderedFlag[];
}

/** What `--from` says in one word. */
const FROM = { from: undefined, fromDatabase: undefined, fromOpenapi: undefined, spec: undefined };

/** The options that make the same providers again; undefined where options cannot say it. @param typed those of the command line that was entered */
export function repeatedOptions(
  typed: SourceOptions,
  { given: { options, ordered }, imported = [], isDemo }: Omit<Description, 'providers'>,
  providers: readonly ProviderSpec[],
): RepeatedOptions | undefined {
  // Without a person who signs in, such a server lists nothing.
  if (options.from !== undefined && isUrl(options.from) && providers.some(isClosedServer))
    return undefined;
  const { from: stated, spec } = options;
  const isDescribed = stated !== undefined || isDemo || spec !== undefined || imported.length > 0;
  const answers = imported[0]?.answers;
  const from = isDemo ? 'demo' : sourceOf(typed, options, answers);
  const flags = isDescribed ? ordered : flagsOf(providers);
  return (
    flags && {
      from,
      options: { ...options, ...answers, ...(from !== undefined && FROM), demo: undefined },
      ordered: flags,
    }
  );
}

export const repeatedWords = ({ from, options, ordered }: RepeatedOptions): string[] => [
  ...(from === undefined ? [] : ['--from', from]),
  ...optionWords(options, ordered),
];

export const isImportedServer = ({ origin }: ProviderSpec) => origin?.kind === 'server';
const isClosedServer = (spec: ProviderSpec) =>
  isImportedServer(spec) && styleOf(spec.auth).storesCredentials;

/** The value of `--from`, unless an older option was typed for the same. */
function sourceOf(
  typed: SourceOptions,
  { fromOpenapi = [], spec = [], from }: SourceOptions,
  answers: SourceOptions = {},
): string | undefined {
  const [file, another] = [...fromOpenapi, ...spec];
  const isTyped = [typed.fromOpenapi, typed.spec, typed.fromDatabase].some(Boolean);
  if (isTyped || another !== undefined) return undefined;
  return file ?? answers.fromDatabase?.replace(/^sqlite:(?!\/\/)/, '') ?? answers.from ?? from;
}

/** What questions ask for, but for defaults and the examples of pasted requests; undefined where flags cannot say it. */
function flagsOf([provider]: readonly ProviderSpec[]): readonly OrderedFlag[] | undefined {
  const spec = provider && { ...provider, tools: provider.tools.map(withoutExamples) };
  const flags = spec && toFlags(spec, catalog);
  return flags && withoutDefaults(pairs(flags), spec, catalog);
}
