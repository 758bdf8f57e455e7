import { CliError } from '../model/errors/cli-error.js';
import { checkAdditions } from '../spec/check.js';
import { bareValue, pathText, type SpecOrigin } from '../spec/located-problems.js';

/**
 * Returns the tools that a spec accepts, and why it does not accept others.
 * @param isAccepted whether a project has the tool as it is: it was checked when it was imported
 */
export function validTools<Draft extends { key: string; tool: object }>(
  drafts: readonly Draft[],
  providerContext: Parameters<typeof checkAdditions>[1],
  isAccepted: (draft: Draft) => boolean = () => false,
): { tools: Draft[]; skipped: { key: string; reason: string }[] } {
  const skipped: { key: string; reason: string }[] = [];
  const tools = drafts.filter((draft) => {
    const { key, tool } = draft;
    if (isAccepted(draft)) return true;
    try {
      checkAdditions({ tools: [tool] }, providerContext, bareValue);
      return true;
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      const [fault = ''] = error.message.split('\n');
      skipped.push({ key, reason: fault.replace(/^tools\[0\]\./, 'Its ') });
      return false;
    }
  });
  return { tools, skipped };
}

/** Reports problems under the keys of the sources, because users have not written `tools[7]`. */
export const draftSource = (drafts: readonly { key: string }[]): SpecOrigin => ({
  is: 'document',
  locate(place) {
    const [list, index, ...remainingPath] = place.path;
    const key = list === 'tools' ? drafts[Number(index)]?.key : undefined;
    if (key === undefined) return bareValue.locate(place);
    return { where: '', subject: `${key}: Its ${pathText(remainingPath)}`, offset: 0 };
  },
});
