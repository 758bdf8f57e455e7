import type { ArgumentFlow } from '../../../flow/sources/argument-flow.js';
import type { Step } from '../../../model/code.js';
import type { Place } from '../../../model/project.js';
import type { Complaint } from '../../../model/rule.js';
import { isSameLine } from '../../same-line.js';

/** The further places of a finding: where the arguments of the tool enter, and the calls that pass them on. */
export function wayTo(
  at: Place,
  { run }: ArgumentFlow,
  chain: Step['chain'] = [],
): Pick<Complaint, 'related'> {
  const [parameter] = run?.function.parameters ?? [];
  const entry = run && parameter && run.file.at(parameter);
  const places = [
    ...(entry ? [{ at: entry, message: 'The arguments of the tool enter here.' }] : []),
    ...chain.map(({ file, value }) => ({
      at: file.at(value),
      message: 'The argument is passed on here.',
    })),
  ];
  const related = places.filter((place) => !isSameLine(place.at, at));
  return related.length > 0 ? { related } : {};
}
