import { isUrl } from '../../runtime/src/utils/addresses.js';
import type { OrderedFlag } from '../model/command.js';
import type { ProviderSpec } from '../model/spec.js';
import { optionWords } from '../options/option-words.js';
import { flagPairs, toFlags, withoutDefaults, withoutExamples } from '../spec/to-flags.js';
import { styleOf } from '../styles/style-of.js';
import type { Description } from './description.js';
import { kindsAndStyles } from './kinds-and-styles.js';
import type { SourceOptions } from './options.js';

/** The options with which a description needs no questions. */
interface RepeatedOptions {
  /** The value of `--from`. */
  from: string | undefined;
  options: SourceOptions;
  ordered: readonly OrderedFlag[];
  /** Whether it asks for the password of a database, which is not shown. */
  asksPassword: boolean;
}

/** Options that `--from` replaces in the repeated command. */
const REPLACED_BY_FROM = {
  from: undefined,
  fromDatabase: undefined,
  fromOpenapi: undefined,
  spec: undefined,
};

/**
 * Returns the options that create the same providers again; undefined if options cannot.
 * @param typedOptions options on the command line
 */
export function repeatedOptions(
  typedOptions: SourceOptions,
  { commandLine: { options, ordered }, imported = [], isDemo }: Omit<Description, 'providers'>,
  providers: readonly ProviderSpec[],
): RepeatedOptions | undefined {
  // Without a user who signs in, such a server lists no tools.
  if (options.from !== undefined && isUrl(options.from) && providers.some(isClosedServer))
    return undefined;
  const { from: statedFrom, spec } = options;
  const isDescribed =
    statedFrom !== undefined || isDemo || spec !== undefined || imported.length > 0;
  const answers = imported[0]?.answers;
  const from = isDemo ? 'demo' : fromValue(typedOptions, options, answers);
  const flags = isDescribed ? ordered : answerFlags(providers);
  return (
    flags && {
      from,
      options: {
        ...options,
        ...answers,
        ...(from !== undefined && REPLACED_BY_FROM),
        demo: undefined,
      },
      ordered: flags,
      asksPassword:
        imported[0]?.credentials !== undefined &&
        answers?.fromDatabase?.startsWith('env:') === false,
    }
  );
}

export const repeatedWords = ({
  from,
  options,
  ordered,
}: Omit<RepeatedOptions, 'asksPassword'>): string[] => [
  ...(from === undefined ? [] : ['--from', from]),
  ...optionWords(options, ordered),
];

export const isImportedServer = ({ origin }: ProviderSpec) => origin?.kind === 'server';
const isClosedServer = (spec: ProviderSpec) =>
  isImportedServer(spec) && styleOf(spec.auth).storesCredentials;

/** Returns the value of `--from`, unless an older option was typed for the same purpose. */
function fromValue(
  typedOptions: SourceOptions,
  { fromOpenapi = [], spec = [], from }: SourceOptions,
  answers: SourceOptions = {},
): string | undefined {
  const files = [...fromOpenapi, ...spec];
  const isTyped = [typedOptions.fromOpenapi, typedOptions.spec, typedOptions.fromDatabase].some(
    Boolean,
  );
  if (isTyped || files.length > 1) return undefined;
  return files[0] ?? answers.fromDatabase?.replace(/^sqlite:(?!\/\/)/, '') ?? answers.from ?? from;
}

/**
 * Returns options for all answers except defaults and examples of pasted requests; undefined if
 * options cannot state them.
 */
function answerFlags([provider]: readonly ProviderSpec[]): readonly OrderedFlag[] | undefined {
  const spec = provider && { ...provider, tools: provider.tools.map(withoutExamples) };
  const flags = spec && toFlags(spec, kindsAndStyles);
  return flags && withoutDefaults(flagPairs(flags), spec, kindsAndStyles);
}
