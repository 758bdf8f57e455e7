/** The program from its sources: each module is a file, as nobody runs it. */
import { main } from '../../src/cli/main.js';

await main('mcp-provider');
