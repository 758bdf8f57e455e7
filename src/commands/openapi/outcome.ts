import type { Loss, Skipped } from '../../openapi/model.js';

/** What became of the parts of a document that are not in the tools as it states them. */
export interface Outcome {
  /** Operations and arguments that no tool has. */
  leftOut: Loss[];
  /** Where a tool differs from its operation. */
  changed: Loss[];
  /** Where the document leaves a choice, or what no tool is for. */
  decided: Loss[];
}

/** Arguments that no tool has. */
const LEFT_OUT: ReadonlySet<string> = new Set(
  'body collision discriminator encoding required secret'.split(' '),
);

const DECIDED: ReadonlySet<string> = new Set(
  (
    'callbacks constant credential deprecated fragment ignored-header large links other-body other-responses preset readOnly ' +
    'security server webhooks'
  ).split(' '),
);

/** Remarks by what they mean for the user. */
export function outcomeOf({
  skipped,
  losses,
}: {
  skipped: readonly Skipped[];
  losses: readonly Loss[];
}): Outcome {
  const operations = skipped.map(({ at, reason, isChoice }) => ({
    ...{ at, kind: 'operation', detail: reason },
    isLost: isChoice !== true,
  }));
  const lost = (isLost: boolean) =>
    operations
      .filter((one) => one.isLost === isLost)
      .map(({ at, kind, detail }) => ({ at, kind, detail }));
  const isChange = ({ kind }: Loss) => !LEFT_OUT.has(kind) && !DECIDED.has(kind);
  return {
    leftOut: [...lost(true), ...losses.filter(({ kind }) => LEFT_OUT.has(kind))],
    changed: losses.filter(isChange),
    decided: [...lost(false), ...losses.filter(({ kind }) => DECIDED.has(kind))],
  };
}
