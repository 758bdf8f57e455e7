import * as z from 'zod';
import { fromApi } from '../../../../../src/index.js';

export const issueState = z.enum(['open', 'closed']);

export const issue = fromApi({
  number: z.int(),
  title: z.string(),
  state: issueState.or(z.string()),
});
