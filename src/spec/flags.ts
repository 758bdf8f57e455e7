import type { OrderedFlag } from '../model/command.js';
import { answersMissing } from '../model/errors/spec.js';
import type { ProviderSpec } from '../model/spec.js';
import { checkAdditions, checkProvider, type Checked } from './check.js';
import type { Additions } from './defaults.js';
import { missingAnswers, undescribedTools, type ProviderDraft } from './flags/draft.js';
import { FlagReader } from './flags/reader.js';
import { authSettings, withPreset } from './flags/table.js';
import type { Locate } from './problem.js';
import type { AuthStyles } from './schema.js';

/**
 * A provider in flags: `--name`, `--display-name`, `--description`, `--base-url`, `--auth` or `--preset`,
 * `--auth-<setting>`, and for each tool a `--tool`, followed by what belongs to it. Their values (RFC 5234, WSP is any white space):
 *
 *     tool       = name [ ":" [ " " ] text ]                         ; --tool
 *     request    = method " " path [ "?" name *( "&" name ) ]        ; --request; the names travel in the query
 *     annotation = hint "=" ( "true" / "false" ) / "title=" text     ; --annotation
 *     param      = name ":" type [ "!" ] [ "=" default ] [ " " text ] ; --param, --result; "!" is required
 *
 *     type       = enum / item *( "[]" [ bounds ] )
 *     item       = scalar [ bounds ] / "(" enum ")"
 *     scalar     = "string" / "integer" / "number" / "boolean" / format ; a format of JSON Schema, such as date-time
 *     enum       = value *( "|" value )                              ; a single one outside ( ) is quoted
 *     bounds     = "(" [ number ] ".." [ number ] ")"                ; of a value, a string's length, an array's items
 *     default    = value / JSON-array
 *     value      = 1*( any but WSP " | ( ) [ ] = ! ) / JSON-string
 *     text       = *any                                              ; to the end, as it is
 *
 * Arguments named in the path are required; those that no `--param` describes are strings.
 *
 *     --tool "list_messages: Messages of a room" --request "GET /rooms/{room_id}/messages"
 *     --param "limit:integer(1..100)=50 How many" --param "since:date-time" --param "state:open|closed|all=open"
 *     --param "labels:string[](..10) Only with all of these" --param "authors:(me|others)[]"
 */
export interface FlagReading {
  draft: ProviderDraft;
  /** Names the flag that said what is at a path. */
  locate: Locate;
}

/** @throws CliError `spec/flag-…` */
export function readFlags(flags: readonly OrderedFlag[], styles: AuthStyles): FlagReading {
  const reader = new FlagReader(authSettings(styles));
  for (const [offset, flag] of flags.entries()) reader.read(flag, offset);
  return { draft: withPreset(reader.draft(), styles), locate: reader.locate };
}

/** A whole provider. @throws CliError `spec/flag-…`, `spec/answer-missing`, `spec/invalid` */
export function providerFromFlags(
  flags: readonly OrderedFlag[],
  styles: AuthStyles,
): Checked<ProviderSpec> {
  const { draft, locate } = readFlags(flags, styles);
  const missing = missingAnswers(draft, styles);
  if (missing.length > 0) throw answersMissing(missing);
  return checkProvider(draft, styles, locate);
}

/** Tools for `provider`; throws as `providerFromFlags` does. */
export function toolsFromFlags(
  flags: readonly OrderedFlag[],
  provider: string,
): Checked<Additions> {
  const { draft, locate } = readFlags(flags, {});
  const missing = undescribedTools(draft.tools);
  if (missing.length > 0) throw answersMissing(missing);
  return checkAdditions({ tools: draft.tools }, provider, locate);
}
