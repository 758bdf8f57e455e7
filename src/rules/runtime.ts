import type { Target } from '../model/code.js';

/** Whether something is an export of the runtime, of a subpath of the package or of its v1 twin. */
export const isRuntimeExport = (target: Target, name: string, subpath = ''): boolean =>
  target.is === 'external' &&
  target.path === name &&
  [`mcp-provider${subpath}`, `mcp-provider/v1${subpath}`].includes(target.module);
