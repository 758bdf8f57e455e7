import type { ToolAnnotations } from '../call/define/definitions.js';
import { baseUri } from './uri.js';

interface ToolTexts {
  title: string;
  description: string;
  annotations: ToolAnnotations;
}

const readAnnotations: ToolAnnotations = { readOnlyHint: true, openWorldHint: false };

/** Reading tools of `serveFiles`. */
export const READ_TOOLS = {
  list_files: {
    title: 'List files',
    description: 'Files and folders in one folder, by name.',
    annotations: readAnnotations,
  },
  read_file: {
    title: 'Read file',
    description:
      'Content of a file: text, or an image, audio or other bytes. Long texts come in parts.',
    annotations: readAnnotations,
  },
  search_files: {
    title: 'Search files',
    description: 'Files that contain a text in their name or content, ignoring case.',
    annotations: readAnnotations,
  },
} as const satisfies Record<string, ToolTexts>;

/** Tools that change files; absent if the files are read-only. */
export const CHANGE_TOOLS = {
  write_file: {
    title: 'Write file',
    description: 'Create a file, with its folders, or replace its content.',
    annotations: { destructiveHint: true, idempotentHint: true, openWorldHint: false },
  },
  move_file: {
    title: 'Move file',
    description: 'Move or rename a file. An existing file is never replaced.',
    annotations: { destructiveHint: true, openWorldHint: false },
  },
  delete_file: {
    title: 'Delete file',
    description: 'Delete a file or an empty folder. This cannot be undone.',
    annotations: { destructiveHint: true, idempotentHint: true, openWorldHint: false },
  },
} as const satisfies Record<string, ToolTexts>;

/**
 * Returns a tool or resource whose description begins with the title of its files: a client can
 * have several folders.
 */
export const withTitle = <Part extends { description: string }>(title: string, part: Part) =>
  title === '' ? part : { ...part, description: `${title}: ${part.description}` };

/** Most files in the list of resources. */
export const MAX_LISTED = 500;

/** Returns the resource template of all files; `+` keeps the slashes (RFC 6570 section 3.2.3). */
export const fileTemplate = (provider: string) => ({
  name: 'file',
  title: 'File',
  description: `A file, by its name with its folders. The list has at most ${MAX_LISTED} files, list_files has all.`,
  uri: `${baseUri(provider)}{+name}`,
});
