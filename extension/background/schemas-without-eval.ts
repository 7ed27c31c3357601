// Must be imported before any schema is made: zod otherwise probes `new Function`, which the content security policy reports.
import { config } from 'zod';

config({ jitless: true });
