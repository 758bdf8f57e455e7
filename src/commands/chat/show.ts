import type { TurnEvent } from '../../../runtime/src/agent/events.js';
import type { Ui } from '../../model/ui.js';
import { brief } from '../table.js';

const MOST_CHARACTERS = 160;

/** Shows a turn while it happens: text of the model on stdout, everything else on stderr. */
export function shown(ui: Ui): { show(event: TurnEvent): void; endLine(): void } {
  let isWithinLine = false;
  const endLine = () => {
    if (isWithinLine) ui.write('\n');
    isWithinLine = false;
  };
  return {
    endLine,
    show(event) {
      if (event.type === 'text') {
        ui.write(event.text);
        isWithinLine = !event.text.endsWith('\n');
        return;
      }
      const line = lineOf(event);
      if (line === undefined) return;
      endLine();
      ui.note(ui.stderr.paint.dim(line));
    },
  };
}

function lineOf(event: TurnEvent): string | undefined {
  switch (event.type) {
    case 'call':
      return `→ ${event.tool} ${brief(JSON.stringify(event.args), MOST_CHARACTERS)}`;
    case 'progress':
      return `  ${brief(event.text, MOST_CHARACTERS)}`;
    case 'result': {
      const rest = event.missing > 0 ? ` [${event.missing} characters left out]` : '';
      return `${event.failed ? '✗' : '✓'} ${event.tool}: ${brief(event.text, MOST_CHARACTERS)}${rest}`;
    }
    case 'retry':
      return `The request to the model failed. Next attempt in ${event.seconds.toFixed(1)} s.`;
    default:
      return undefined;
  }
}
