import type { AuthSpec } from '../../model/spec.js';
import type { WrittenProvider } from '../defaults.js';
import type { AuthStyles } from '../schema.js';
import { authFlag, PROVIDER_FLAGS } from './table.js';
import type { UndescribedTool } from './tool.js';

/** What flags or answers have said of a provider so far. */
export type ProviderDraft = Partial<Omit<WrittenProvider, 'auth' | 'tools'>> & {
  auth?: Partial<AuthSpec>;
  tools: UndescribedTool[];
};

/** The flags that would say what a draft lacks, in the order of the questions. */
export function missingAnswers(draft: ProviderDraft, styles: AuthStyles): string[] {
  const style = draft.auth?.style;
  const settings = style === undefined ? [] : (styles[style]?.settings.required ?? []);
  return [
    ...PROVIDER_FLAGS.filter(({ key }) => key !== 'displayName' && draft[key] === undefined).map(
      ({ flag }) => flag,
    ),
    ...(style === undefined ? ['--auth'] : []),
    ...settings.filter((key) => draft.auth?.[key] === undefined).map(authFlag),
    ...undescribedTools(draft.tools),
  ];
}

export const undescribedTools = (tools: readonly UndescribedTool[]): string[] =>
  tools
    .filter(({ description }) => description === undefined)
    .map(({ name }) => `--tool "${name}: …"`);
