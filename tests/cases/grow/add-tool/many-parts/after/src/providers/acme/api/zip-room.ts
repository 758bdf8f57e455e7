import type { CallContext } from '../../../core/define.js';
import { ToolError } from '../../../core/define.js';

export async function zipRoom(_context: CallContext): Promise<unknown> {
  throw new ToolError('zip_room is not implemented yet');
}
