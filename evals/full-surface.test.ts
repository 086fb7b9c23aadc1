import { testTasks } from './task-suite.ts';

testTasks('full');
