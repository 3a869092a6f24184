"""A class at a time: taken in, graded by an engine, put together by the policies, written as pages and exports."""
