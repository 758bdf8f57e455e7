import * as z from 'zod';
import { issue } from './issue.js';

export const fullIssue = issue.extend({ body: z.string().nullish() });
