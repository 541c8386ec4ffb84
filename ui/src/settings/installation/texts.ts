import { plural } from '../../i18n/format.ts'
import { defineMessages } from '../../i18n/messages.ts'

export const texts = defineMessages({
  en: {
    summary: 'What runs here, and whom the project knows.',
    machine: 'This machine',
    project: 'Project',
    version: 'Version',
    versions: (own: string, node: string, sqlite: string, system: string) =>
      `${own}, with Node.js ${node} and SQLite ${sqlite} on ${system}`,
    backup: 'Last backup',
    noBackup: 'none yet',
    data: 'Data',
    started: 'Started',
    disk: 'Disk',
    free: (free: string, size: string) => `${free} free of ${size}`,
    memory: 'Memory',
    lag: 'On the way',
    records: (count: number, shown: string) =>
      count === 0 ? 'nothing waits' : `${shown} ${plural('en', count, 'record', 'records')}`,
    health: 'Is all well?',
    problems: (count: number) =>
      count === 0 ? 'everything flows' : `${count} ${plural('en', count, 'problem', 'problems')}`,
    toPipeline: 'Pipeline',
    roles: 'Roles',
    rolesHint: 'Roles of your own stand under roles in caudal.yaml.',
    companies: 'Client companies',
    companiesHint: 'Their people see only the rows of their company.',
    noCompanies: 'The project has none. Declare them under tenants in caudal.yaml.',
    builtIn: 'built in',
    docs: 'The JSON API',
  },
  es: {
    summary: 'Lo que corre aquí, y a quién conoce el proyecto.',
    machine: 'Esta máquina',
    project: 'Proyecto',
    version: 'Versión',
    versions: (own: string, node: string, sqlite: string, system: string) =>
      `${own}, con Node.js ${node} y SQLite ${sqlite} en ${system}`,
    backup: 'Última copia',
    noBackup: 'aún ninguna',
    data: 'Datos',
    started: 'Iniciado',
    disk: 'Disco',
    free: (free: string, size: string) => `${free} libres de ${size}`,
    memory: 'Memoria',
    lag: 'En camino',
    records: (count: number, shown: string) =>
      count === 0 ? 'nada espera' : `${shown} ${plural('es', count, 'registro', 'registros')}`,
    health: '¿Está todo bien?',
    problems: (count: number) =>
      count === 0 ? 'todo fluye' : `${count} ${plural('es', count, 'problema', 'problemas')}`,
    toPipeline: 'Flujo de datos',
    roles: 'Roles de acceso',
    rolesHint: 'Sus propios roles están en roles, en caudal.yaml.',
    companies: 'Empresas clientes',
    companiesHint: 'Sus personas solo ven las filas de su empresa.',
    noCompanies: 'El proyecto no tiene ninguna. Declárelas en tenants, en caudal.yaml.',
    builtIn: 'de fábrica',
    docs: 'La API JSON',
  },
})
