import type { CommandContext } from '../../model/command.js';
import { authStyles } from '../../spec/auth-styles.gen.js';
import { specSchema } from '../../spec/schema.js';

export async function run({ ui }: CommandContext): Promise<0> {
  ui.result(JSON.stringify(specSchema(authStyles), null, 2));
  return 0;
}
