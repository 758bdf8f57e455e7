import * as z from 'zod';

export const ownerAndRepo = {
  owner: z.string().min(1).describe('Account that owns the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
};
