import type { Code, Located } from '../../../model/code.js';
import type { Place } from '../../../model/project.js';
import type { Complaint } from '../../../model/rule.js';
import { isSameLine } from '../../same-line.js';

/** The further place of a finding: where the name gets its value that the finding shows. */
export function setAt({ file, value }: Located, at: Place, code: Code): Pick<Complaint, 'related'> {
  const origin = code.origin({ file, value });
  if (origin.is !== 'declared' || !/^(const|let|var|parameter)$/.test(origin.declaration.kind))
    return {};
  const { name } = origin.declaration;
  const place = origin.file.at(origin.declaration);
  return isSameLine(place, at)
    ? {}
    : { related: [{ at: place, message: `"${name}" gets its value here.` }] };
}
