import type { Report, SpecPath } from '../../model/spec-report.js';
import { checkToolFile } from './file-name.js';
import type { FilesTool } from './spec.js';

/** Of `serveFiles`: every provider has them. */
const SERVED = [
  'list_files',
  'read_file',
  'search_files',
  'write_file',
  'move_file',
  'delete_file',
];

export function checkTool(tool: FilesTool, at: SpecPath, report: Report): void {
  const isServed = SERVED.includes(tool.name);
  report.error(
    [...at, 'name'],
    isServed ? 'is a tool that every provider of files has' : undefined,
  );
  checkToolFile(tool, at, report);
}
