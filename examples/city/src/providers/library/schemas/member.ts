import { fromApi } from 'mcp-provider';
import * as z from 'zod';

export const member = fromApi({
  id: z.string(),
  name: z.string().describe('First and last name.'),
  email: z.string().describe('Email address of the member.'),
}).describe('A person with a library card.');
