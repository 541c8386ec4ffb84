export default { async *schedule() {} }
