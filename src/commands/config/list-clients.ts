import type { CommandContext } from '../../model/command.js';
import { inProject } from '../../model/npx.js';
import { tableLines } from '../table.js';
import { rows } from './request.js';

/** The clients to choose from, where no question can be asked. */
export function listClients({ ui, flags }: CommandContext): 0 {
  const clients = Object.entries(rows).map(([id, { label }]) => ({ id, label }));
  if (flags.json) ui.result(JSON.stringify({ clients }, null, 2));
  else
    ui.result(
      tableLines(
        clients.map(({ id, label }) => [id, label]),
        ui.stdout,
      ).join('\n'),
    );
  ui.note(`Choose a client: ${inProject('config CLIENT')}`);
  return 0;
}
