import { kindNamed, type Kinds } from '../model/catalog.js';
import type { Kind } from '../model/kind.js';
import { kinds } from './register.gen.js';

const all: Kinds = kinds;

/** The kind of that name; the default one for entries without a known name. */
export const kindOf = (name: unknown): Kind => kindNamed(name, all);
