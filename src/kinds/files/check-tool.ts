import type { Report, SpecPath } from '../../model/spec-report.js';
import { checkToolFile } from './file-name.js';
import { servedTools } from './served.js';
import type { FilesTool } from './spec.js';

const SERVED = servedTools({}).map(({ name }) => name);

export function checkTool(tool: FilesTool, at: SpecPath, report: Report): void {
  const isServed = SERVED.includes(tool.name);
  report.error(
    [...at, 'name'],
    isServed ? 'is a tool that every provider of files has' : undefined,
  );
  checkToolFile(tool, at, report);
}
