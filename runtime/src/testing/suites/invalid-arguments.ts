import type { CallToolResult } from '@modelcontextprotocol/client';
import { expect, it } from 'vitest';
import type { TestedCall } from '../tested-provider.js';

/** Each tool with the arguments that its case calls wrong. */
export function testInvalidArguments(
  cases: readonly TestedCall[],
  call: (name: string, args: TestedCall['arguments']) => Promise<CallToolResult>,
): void {
  const wrong = cases.filter(({ invalid }) => invalid);
  it.each(wrong)('$title rejects invalid arguments', async ({ name, invalid = {} }) => {
    const { isError } = await call(name, invalid);
    const args = JSON.stringify(invalid);
    expect(isError, `"${name}" accepts invalid arguments (${args})`).toBe(true);
  });
}
