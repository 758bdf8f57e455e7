import { expect, it, vi } from 'vitest';
import { ApiError } from '../../src/api.js';
import { ToolError } from '../../src/index.js';

it('is recognized across copies of this package, and its subclasses are not', async () => {
  vi.resetModules();
  const copy = await import('../../src/index.js');
  expect(copy.ToolError).not.toBe(ToolError);
  const error = new copy.ToolError('From the other copy.');
  expect(error).toBeInstanceOf(ToolError);
  expect(error).not.toBeInstanceOf(ApiError);
  expect(new ApiError('missing', 'Not found.')).toBeInstanceOf(ToolError);
  expect(new Error('Any other.')).not.toBeInstanceOf(ToolError);
});
