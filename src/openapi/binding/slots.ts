import type { Parameter, PartBinding } from '../model.js';
import type { Wanted } from '../names.js';

export type Lost = (kind: string, detail: string) => void;
/** The binding of a tool cannot express the operation; the message is a sentence. */
export class NotSupported extends Error {}

/** An argument before it has a name. The location of a whole body is "whole". */
export interface Slot extends Wanted {
  schema: unknown;
  required: boolean;
  description?: string;
  parameter?: Parameter;
  /** The value is a file, whose name is an argument, too. */
  isFile?: boolean;
  part?: Omit<PartBinding, 'argument' | 'file'>;
}

/** A slot with the names of its arguments, which no other one has. */
export interface Argument extends Slot {
  argument: string;
  /** Of the argument with the name of the file. */
  fileName?: string;
}
