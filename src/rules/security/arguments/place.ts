import type { Step } from '../../../model/code.js';
import type { Place } from '../../../model/project.js';

/** Where it happens, also in code of several providers. */
export const placeOf = ({ call: { file, value } }: Step): Place => file.at(value);
