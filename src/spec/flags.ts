import type { OrderedFlag } from '../model/command.js';
import { DEFAULT_KIND } from '../model/kind.js';
import type { KindsAndStyles } from '../model/kinds-and-styles.js';
import type { ProviderSpec } from '../model/spec.js';
import { checkAdditions, type CheckedSpec, checkProvider, type PartialDraft } from './check.js';
import type { SpecContext } from './check/items.js';
import type { Additions } from './defaults.js';
import {
  describedTool,
  missingOfProvider,
  missingOfTools,
  type ProviderDraft,
  withDefaults,
  withImpliedAuth,
  withSamples,
} from './flags/draft.js';
import { FlagReader } from './flags/reader.js';
import { withPreset } from './flags/table.js';
import type { NamedTool, UndescribedTool } from './flags/tool.js';
import type { SpecOrigin } from './located-problems.js';

/**
 * Returns a provider in flags: `--name`, `--display-name`, `--description`, those of its kind,
 * `--auth` or `--preset`, `--auth-<setting>`, and for each tool a `--tool`, followed by what
 * belongs to it. Their values (RFC 5234, WSP is any white space):
 *
 *     tool       = name [ ":" [ " " ] text ] / requests              ; --tool, such as "GET /rooms limit:integer"
 *     annotation = hint "=" ( "true" / "false" ) / "title=" text     ; --annotation
 *     param      = argument / constant                               ; --param, --result
 *     argument   = name [ ":" type ] [ "!" ] [ "=" default ] [ place ] [ " " text ] ; "!" is required
 *     constant   = name "==" value [ place ]                         ; sent with each request
 *     place      = " @query" / " @body" / " @header"                 ; where the method does not say it
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
 *
 * @throws CliError `spec/flag-…`
 */
export function readFlags(
  flags: readonly OrderedFlag[],
  kindsAndStyles: KindsAndStyles,
  namedTool?: NamedTool,
): { draft: ProviderDraft; source: SpecOrigin } {
  const reader = new FlagReader(kindsAndStyles);
  if (namedTool) reader.begin(namedTool);
  for (const [offset, flag] of flags.entries()) reader.read(flag, offset);
  const draft = withImpliedAuth(
    withPreset(reader.draft(), kindsAndStyles.styles),
    kindsAndStyles.kinds,
  );
  return { draft, source: reader.source };
}

/**
 * Reads a provider.
 * @param acceptsDefaults whether `--yes` is present
 * @throws CliError `spec/flag-…`, `spec/invalid`
 */
export function readProvider(
  flags: readonly OrderedFlag[],
  kindsAndStyles: KindsAndStyles,
  acceptsDefaults = false,
): PartialDraft<ProviderDraft, ProviderSpec> {
  const { draft: statedDraft, source } = readFlags(flags, kindsAndStyles);
  const draft = acceptsDefaults ? withDefaults(statedDraft, kindsAndStyles) : statedDraft;
  const check = (value: unknown): CheckedSpec<ProviderSpec> =>
    checkProvider(value, kindsAndStyles, source);
  check(withSamples(draft, kindsAndStyles));
  return { draft, missing: missingOfProvider(draft, kindsAndStyles), check };
}

/** Reads tools for `provider`. @throws CliError `spec/flag-…`, `spec/invalid` */
export function readTools(
  flags: readonly OrderedFlag[],
  provider: SpecContext & { baseUrl?: string | undefined },
  namedTool?: NamedTool,
): PartialDraft<UndescribedTool[], Additions> {
  const { draft, source } = readFlags(
    flags,
    { kinds: { [DEFAULT_KIND]: provider.kind }, styles: {} },
    namedTool,
  );
  const place = provider.kind.spec.tool?.placedAt;
  const tools = draft.tools.map((tool) => ({ ...tool, ...place?.(tool, provider.baseUrl) }));
  const check = (value: unknown) => checkAdditions({ tools: value }, provider, source);
  check(tools.map(describedTool));
  return {
    draft: tools,
    missing: tools.length === 0 ? ['<name>', '--description'] : missingOfTools(tools, namedTool),
    check,
  };
}
