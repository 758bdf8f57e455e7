import { firstLevels, isLarge } from '../../../runtime/src/provider/first-levels.js';
import { tokensOf } from '../../remote/discovery.js';

type Defined = Parameters<typeof tokensOf>[0];

/** Tokens of a generated tool in `tools/list`. */
export const shownTokens = ({ inputSchema, ...tool }: Defined): number =>
  tokensOf({
    ...tool,
    inputSchema: isLarge(inputSchema) ? firstLevels({ ...inputSchema }) : inputSchema,
  });
