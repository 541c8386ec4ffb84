export default {
  *http({ params, body }) {
    yield { ...params, ...body }
    return { status: 201 }
  },
}
