import { jsonOf } from '../http/exact-json.js';
import { ToolError } from './tool-error.js';

/** What a tool returned, as text for the model. */
export function resultText(answer: unknown): string {
  if (answer === undefined) return 'Done.';
  requireText(answer);
  return typeof answer === 'string' ? answer : jsonOf(answer);
}

/** @throws ToolError for bytes, which JSON would show as an object with a number for each */
export function requireText(value: unknown): void {
  if (value instanceof Uint8Array) throw new ToolError('The API sent content that is not text.');
}

/** @throws ToolError for nothing, alone or in a member, such as for the body of HTTP status 204 */
export function requireResult(value: unknown): void {
  const members = typeof value === 'object' && value !== null ? Object.values(value) : [value];
  if (members.length > 0 && members.every((member) => member === undefined))
    throw new ToolError('The call succeeded, but there is no result. Do not repeat it.');
}
