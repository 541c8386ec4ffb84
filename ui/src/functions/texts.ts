import type { FunctionReport } from '../../../src/model/status-report.ts'
import { plural } from '../i18n/format.ts'
import { defineMessages } from '../i18n/messages.ts'

type State = FunctionReport['state']

export const texts = defineMessages({
  en: {
    summary: 'records in, records out',
    none: 'There are no functions yet',
    noneHint:
      'A function reads a stream, files, requests or times, and gives records. Write one into the project file:',
    noSuch: (name: string) => `There is no function ${name}`,
    all: 'All functions',
    name: 'Function',
    invocations: 'Runs',
    errors: 'Errors',
    lag: 'Behind',
    workers: 'Workers',
    coldStarts: 'Cold starts',
    each: 'Each takes',
    cpu: 'CPU',
    records: 'Records',
    state: (which: State) => ({ running: 'running', idle: 'idle', failed: 'failed' })[which],
    fares: 'How it fares',
    sinceStart: 'Since Caudal was started.',
    rate: 'Records per second',
    source: 'Source',
    sourceHint: 'To be read here; it is changed in its file.',
    version: (hash: string) => `content ${hash}`,
    steps: 'Built-in functions, one behind the other',
    command: 'A program',
    declaration: 'Declaration',
    cases: 'Cases',
    noCases: 'It has none. They stand in tests/*.yaml of the project.',
    casesHint: 'They run apart from the project: nothing is stored.',
    run: 'Run the cases',
    passed: 'as expected',
    differs: 'differs',
    notRun: 'not run',
    outcome: (failed: number, all: number, shown: string) =>
      failed === 0
        ? `${shown} ${plural('en', all, 'case gives', 'cases give')} what they should`
        : `${failed} of ${shown} ${plural('en', all, 'case differs', 'cases differ')}`,
    expected: 'expected',
    got: 'got',
    line: (file: string, line: number) => `${file}, line ${line}`,
    log: 'Log',
    noLog: 'It has said nothing.',
  },
  es: {
    summary: 'entran registros, salen registros',
    none: 'Todavía no hay funciones',
    noneHint:
      'Una función lee un flujo, archivos, peticiones u horas, y da registros. Escriba una en el archivo del proyecto:',
    noSuch: (name: string) => `No existe la función ${name}`,
    all: 'Todas las funciones',
    name: 'Función',
    invocations: 'Ejecuciones',
    errors: 'Errores',
    lag: 'Atraso',
    workers: 'Procesos',
    coldStarts: 'Arranques',
    each: 'Cada una tarda',
    cpu: 'Procesador',
    records: 'Registros',
    state: (which: State) => ({ running: 'en marcha', idle: 'en reposo', failed: 'con fallo' })[which],
    fares: 'Cómo le va',
    sinceStart: 'Desde que arrancó Caudal.',
    rate: 'Registros por segundo',
    source: 'Código',
    sourceHint: 'Aquí se lee; se cambia en su archivo.',
    version: (hash: string) => `contenido ${hash}`,
    steps: 'Funciones incluidas, una tras otra',
    command: 'Un programa',
    declaration: 'Declaración',
    cases: 'Casos',
    noCases: 'No tiene. Van en tests/*.yaml del proyecto.',
    casesHint: 'Se ejecutan aparte del proyecto: no se guarda nada.',
    run: 'Ejecutar los casos',
    passed: 'como se esperaba',
    differs: 'difiere',
    notRun: 'sin ejecutar',
    outcome: (failed: number, all: number, shown: string) =>
      failed === 0
        ? `${shown} ${plural('es', all, 'caso da', 'casos dan')} lo que deben`
        : `${failed} de ${shown} ${plural('es', all, 'caso difiere', 'casos difieren')}`,
    expected: 'se esperaba',
    got: 'dio',
    line: (file: string, line: number) => `${file}, línea ${line}`,
    log: 'Registro',
    noLog: 'No ha dicho nada.',
  },
})
