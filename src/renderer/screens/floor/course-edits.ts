import type { FloorPlan } from '#contract/views/floor-view.ts'

/** One more course, at the end. */
export function withNewCourse(plan: FloorPlan, id: string, name: string): FloorPlan {
  return { ...plan, courses: [...plan.courses, { id, name, families: [] }] }
}

export function withoutCourse(plan: FloorPlan, courseId: string): FloorPlan {
  return { ...plan, courses: plan.courses.filter(({ id }) => id !== courseId) }
}

export function withCourseName(plan: FloorPlan, courseId: string, name: string): FloorPlan {
  return { ...plan, courses: plan.courses.map((course) => (course.id === courseId ? { ...course, name } : course)) }
}

/** Earlier or later in the meal; the first and the last stay where they are. */
export function withCourseMoved(plan: FloorPlan, courseId: string, by: 1 | -1): FloorPlan {
  const at = plan.courses.findIndex(({ id }) => id === courseId)
  const course = plan.courses[at]
  const to = at + by
  if (course === undefined || to < 0 || to >= plan.courses.length) return plan
  return { ...plan, courses: plan.courses.toSpliced(at, 1).toSpliced(to, 0, course) }
}

/** Goods of a family come with one course, or at once: it is taken from the others. */
export function withFamilyToggled(plan: FloorPlan, courseId: string, familyId: string): FloorPlan {
  return {
    ...plan,
    courses: plan.courses.map((course) => {
      const others = course.families.filter((id) => id !== familyId)
      const isAdded = course.id === courseId && others.length === course.families.length
      return { ...course, families: isAdded ? [...others, familyId] : others }
    }),
  }
}
