import { CliError } from './cli-error.js';

export const folderTooWide = (folder: string, reason: string) =>
  new CliError(
    'files/too-wide',
    `"${folder}" is ${reason}: everything in it would be served, except hidden files.`,
    'Serve a folder below it instead.',
  );

export const folderAround = (folder: string, root: string) =>
  new CliError(
    'files/contains-project',
    `"${folder}" contains the project, so its files would be served, too.`,
    `Create the project outside "${root}", or serve a folder below it.`,
  );

export const bucketRegionMissing = (place: string, path: string) =>
  new CliError(
    'files/region',
    `The region of the bucket "${place}" is not known.`,
    `Set AWS_REGION, or enter its URL: https://s3.<region>.amazonaws.com/${path}`,
  );
