import { dirname, relative } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import type { ReportView, ValidationReport } from '../../model/reporter.js';
import type { Paint } from '../../model/ui.js';
import { reporters } from '../../reporters/register.gen.js';
import { outcome } from '../../reporters/parts/count.js';
import type { WantedReport } from './options.js';

const asIs = (text: string) => text;
const PLAIN: Paint = { bold: asIs, dim: asIs, red: asIs, green: asIs, yellow: asIs, cyan: asIs };

/** Prints the report, or writes it to files, in every form that is wanted. */
export async function handOut(
  { host, ui }: CommandContext,
  report: ValidationReport,
  wanted: readonly WantedReport[],
): Promise<void> {
  for (const { format, file } of wanted) {
    const { paint, columns } = file === undefined ? ui.stdout : { paint: PLAIN, columns: 80 };
    const view: ReportView = { paint, columns, cwd: host.cwd };
    const text = reporters[format].render(report, view);
    if (file !== undefined) {
      await host.files.makeDirectory(dirname(file));
      await host.files.write(file, text);
    } else if (text !== '') ui.result(text);
  }
  const files = wanted.flatMap(({ file }) => file ?? []);
  if (files.length < wanted.length) return;
  const names = files.map((file) => relative(host.cwd, file)).join(', ');
  ui.note(`${outcome(report)}\nWritten: ${names}`);
}
